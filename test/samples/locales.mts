export type Locale = 'en' | 'de' | 'fr' | 'nl';

/** Vocabulary and notation of invoices in one language. Labels have variants, as in real invoices. */
export interface LocaleWords {
	title: string[];
	number: string[];
	date: string[];
	due: string[];
	customerNumber: string[];
	billTo: string[];
	description: string[];
	quantity: string[];
	unitPrice: string[];
	amount: string[];
	subtotal: string[];
	tax: string[];
	total: string[];
	terms: string;
	page: string;
	currencies: string[];
	taxRates: number[];
	suppliers: string[];
	customers: string[];
	streets: string[];
	towns: string[];
	goods: string[];
	months: string[];
	decimal: string;
	thousands: string;
}

export const LOCALES: Record<Locale, LocaleWords> = {
	en: {
		title: ['INVOICE', 'Invoice', 'Tax Invoice'],
		number: ['Invoice Number', 'Invoice No.', 'Invoice #'],
		date: ['Invoice Date', 'Date of issue', 'Issue Date'],
		due: ['Due Date', 'Payment due'],
		customerNumber: ['Customer No.', 'Account Number'],
		billTo: ['Bill To', 'Billed to', 'Customer'],
		description: ['Description', 'Item', 'Product'],
		quantity: ['Qty', 'Quantity'],
		unitPrice: ['Unit Price', 'Price'],
		amount: ['Amount', 'Line Total'],
		subtotal: ['Subtotal', 'Net Amount'],
		tax: ['VAT', 'Sales Tax'],
		total: ['Total', 'Amount Due', 'Grand Total', 'Total Due'],
		terms: 'Please pay within 30 days. Late payments may carry interest.',
		page: 'Page',
		currencies: ['USD', 'GBP', 'EUR'],
		taxRates: [20, 8, 5],
		suppliers: [
			'Harbor Lane Print Co.',
			'Northfield Tools Ltd',
			'Bright Kettle LLC',
			'Pinewood Systems Inc.',
		],
		customers: ['Willow & Sons Limited', 'Greystone Dental LLP', 'Orchard Foods Inc.'],
		streets: ['12 Harbor Lane', '84 Mill Road', '5 Station Street'],
		towns: ['Portland, ME 04101', 'Leeds LS1 4AB', 'Austin, TX 78701'],
		goods: [
			'Flyer A5, full colour',
			'Cordless drill 18 V',
			'Consulting, on site',
			'Desk lamp, black',
			'Freight',
			'Annual licence',
			'Copper pipe 15 mm',
		],
		months: [
			'January',
			'February',
			'March',
			'April',
			'May',
			'June',
			'July',
			'August',
			'September',
			'October',
			'November',
			'December',
		],
		decimal: '.',
		thousands: ',',
	},
	de: {
		title: ['RECHNUNG', 'Rechnung'],
		number: ['Rechnungsnummer', 'Rechnungsnr.', 'Rechnung Nr.'],
		date: ['Rechnungsdatum', 'Ausstellungsdatum', 'Datum'],
		due: ['Fällig am', 'Zahlbar bis', 'Fälligkeitsdatum'],
		customerNumber: ['Kundennummer', 'Kundennr.'],
		billTo: ['Rechnungsempfänger', 'Kunde'],
		description: ['Beschreibung', 'Bezeichnung', 'Artikel'],
		quantity: ['Menge', 'Anzahl'],
		unitPrice: ['Einzelpreis', 'Preis'],
		amount: ['Betrag', 'Gesamtpreis'],
		subtotal: ['Zwischensumme', 'Nettobetrag', 'Summe netto'],
		tax: ['MwSt.', 'USt.', 'Umsatzsteuer'],
		total: ['Gesamtbetrag', 'Rechnungsbetrag', 'Endbetrag', 'Gesamt'],
		terms: 'Zahlbar innerhalb von 14 Tagen ohne Abzug.',
		page: 'Seite',
		currencies: ['EUR', 'CHF'],
		taxRates: [19, 7],
		suppliers: [
			'Bergmann Werkzeuge GmbH',
			'Küstenlicht AG',
			'Druckhaus Falkenried KG',
			'Öko-Möbel Grünau GmbH',
		],
		customers: ['Praxis am Markt GbR', 'Müller & Söhne OHG', 'Stadtwerke Nordheim AG'],
		streets: ['Hafenstraße 12', 'Am Mühlbach 4', 'Lindenallee 77'],
		towns: ['20457 Hamburg', '80331 München', '50667 Köln'],
		goods: [
			'Akkuschrauber 18 V',
			'Faltblatt A5, vierfarbig',
			'Beratung vor Ort',
			'Schreibtischlampe schwarz',
			'Fracht',
			'Jahreslizenz',
			'Kupferrohr 15 mm',
		],
		months: [
			'Januar',
			'Februar',
			'März',
			'April',
			'Mai',
			'Juni',
			'Juli',
			'August',
			'September',
			'Oktober',
			'November',
			'Dezember',
		],
		decimal: ',',
		thousands: '.',
	},
	fr: {
		title: ['FACTURE', 'Facture'],
		number: ['Numéro de facture', 'Facture N°', 'N° de facture'],
		date: ['Date de facture', 'Date de facturation', "Date d'émission"],
		due: ["Date d'échéance", 'Échéance'],
		customerNumber: ['N° client', 'Code client'],
		billTo: ['Facturé à', 'Destinataire'],
		description: ['Désignation', 'Description', 'Libellé'],
		quantity: ['Quantité', 'Qté'],
		unitPrice: ['Prix unitaire', 'PU HT'],
		amount: ['Montant', 'Montant HT'],
		subtotal: ['Total HT', 'Sous-total'],
		tax: ['TVA'],
		total: ['Total TTC', 'Net à payer', 'Montant total'],
		terms: 'Paiement à réception de la facture.',
		page: 'Page',
		currencies: ['EUR'],
		taxRates: [20, 10],
		suppliers: ['Imprimerie du Quai SARL', 'Outillage Lefèvre SAS', 'Lumière Océane SA'],
		customers: ['Boulangerie Petit EURL', 'Cabinet Moreau SAS', 'Garage Dubois SARL'],
		streets: ['12 quai de la Loire', '4 rue des Écoles', '77 avenue Foch'],
		towns: ['44000 Nantes', '69002 Lyon', '33000 Bordeaux'],
		goods: [
			'Visseuse 18 V',
			'Dépliant A5 couleur',
			'Conseil sur site',
			'Lampe de bureau noire',
			'Transport',
			'Licence annuelle',
			'Tube de cuivre 15 mm',
		],
		months: [
			'janvier',
			'février',
			'mars',
			'avril',
			'mai',
			'juin',
			'juillet',
			'août',
			'septembre',
			'octobre',
			'novembre',
			'décembre',
		],
		decimal: ',',
		thousands: '\u00a0',
	},
	nl: {
		title: ['FACTUUR', 'Factuur'],
		number: ['Factuurnummer', 'Factuurnr.', 'Factuur nr.'],
		date: ['Factuurdatum', 'Datum'],
		due: ['Vervaldatum', 'Uiterste betaaldatum'],
		customerNumber: ['Klantnummer', 'Debiteurnummer'],
		billTo: ['Factuur aan', 'Klant'],
		description: ['Omschrijving', 'Artikel'],
		quantity: ['Aantal'],
		unitPrice: ['Stukprijs', 'Prijs per stuk', 'Prijs'],
		amount: ['Bedrag', 'Totaalprijs'],
		subtotal: ['Subtotaal', 'Totaal excl. BTW'],
		tax: ['BTW'],
		total: ['Totaal incl. BTW', 'Totaal te betalen', 'Totaalbedrag', 'Totaal'],
		terms: 'Gelieve binnen 14 dagen te betalen.',
		page: 'Pagina',
		currencies: ['EUR'],
		taxRates: [21, 9],
		suppliers: ['Drukkerij Havenzicht B.V.', 'Gereedschap Noord BV', 'Lichtpunt Utrecht N.V.'],
		customers: ['Bakkerij De Vries B.V.', 'Tandarts Jansen VOF', 'Tuincentrum Oost B.V.'],
		streets: ['Havenstraat 12', 'Molenweg 4', 'Stationsplein 77'],
		towns: ['3011 AB Rotterdam', '1012 LM Amsterdam', '3511 GH Utrecht'],
		goods: [
			'Accuboormachine 18 V',
			'Folder A5 in kleur',
			'Advies op locatie',
			'Bureaulamp zwart',
			'Vracht',
			'Jaarlicentie',
			'Koperbuis 15 mm',
		],
		months: [
			'januari',
			'februari',
			'maart',
			'april',
			'mei',
			'juni',
			'juli',
			'augustus',
			'september',
			'oktober',
			'november',
			'december',
		],
		decimal: ',',
		thousands: '.',
	},
};
