import { foldText, getLabelPattern, normalizeWords } from './textMatching.mts';

export type ConceptKind =
	| 'code'
	| 'date'
	| 'amount'
	| 'percent'
	| 'text'
	| 'party'
	| 'currency'
	| 'iban'
	| 'vat'
	| 'email'
	| 'website';

export interface Concept {
	key: string;
	kind: ConceptKind;
	/** words in a field's name or description that identify the concept */
	names: string[];
	/** words that identify it only as the whole name */
	exact: string[];
	/** printed labels by language, most specific first; `=` marks labels that must start a cell */
	labels: string[];
}

const defineConcept = (
	key: string,
	kind: ConceptKind,
	names: string,
	exact: string,
	labels: string,
): Concept => {
	const list = (text: string) =>
		text
			.split(',')
			.map((one) => one.trim())
			.filter(Boolean);
	return { key, kind, names: list(names), exact: list(exact), labels: list(labels) };
};

/** Common business fields, with their labels in English, German, French and Dutch. */
export const CONCEPTS: Concept[] = [
	defineConcept(
		'invoice_number',
		'code',
		'invoice number, invoice no, invoice nr, invoice id, invoice num, invoice reference, bill number, document number, receipt number, rechnungsnummer, rechnungsnr, belegnummer, numero de facture, numero facture, facture numero, factuurnummer',
		'number, no, nr, id, nummer, numero, reference, invoice, rechnung, facture, factuur',
		'invoice number, invoice no, invoice nr, invoice num, invoice id, invoice #, invoice n°, rechnungsnummer, rechnungsnr, rechnungs nr, rechnung nr, rechnung no, numero de facture, numero de la facture, no de facture, n° de facture, n° facture, facture n°, facture no, facture numero, ref facture, factuurnummer, factuurnr, factuur nr, factuur nummer, factuurnr, bill number, bill no, receipt number, receipt no, belegnummer, beleg nr, document number, document no, =invoice, =rechnung, =facture, =factuur',
	),
	defineConcept(
		'due_date',
		'date',
		'due date, payment due, date due, due on, due by, payable by, faelligkeitsdatum, falligkeitsdatum, fallig, zahlungsziel, zahlbar bis, date d echeance, echeance, vervaldatum, betaaldatum, uiterste betaaldatum',
		'due',
		'due date, payment due date, payment due, date due, due by, payable by, pay by, falligkeitsdatum, fallig am, fallig bis, fallig, zahlbar bis, zahlungsziel, date d echeance, echeance, a payer avant le, vervaldatum, uiterste betaaldatum, te betalen voor, vervalt op',
	),
	defineConcept(
		'order_date',
		'date',
		'order date, bestelldatum, date de commande, orderdatum, besteldatum',
		'',
		'order date, bestelldatum, auftragsdatum, date de commande, date commande, orderdatum, besteldatum',
	),
	defineConcept(
		'delivery_date',
		'date',
		'delivery date, service date, lieferdatum, leistungsdatum, date de livraison, leverdatum',
		'',
		'delivery date, date of supply, service date, lieferdatum, leistungsdatum, date de livraison, leverdatum, leveringsdatum',
	),
	defineConcept(
		'invoice_date',
		'date',
		'invoice date, date of invoice, issue date, date of issue, issued on, issued at, date issued, bill date, billing date, receipt date, document date, rechnungsdatum, ausstellungsdatum, belegdatum, date de facture, date de facturation, date facture, date d emission, factuurdatum',
		'date, datum, issued, issued on',
		'invoice date, date of invoice, invoice dated, issue date, date of issue, date issued, issued on, bill date, billing date, receipt date, document date, rechnungsdatum, ausstellungsdatum, belegdatum, datum der rechnung, date de facture, date de la facture, date de facturation, date facture, date d emission, emise le, facture du, factuurdatum, datum factuur, =date, =datum, =issued, =le',
	),
	defineConcept(
		'order_number',
		'code',
		'order number, order no, order id, purchase order, po number, bestellnummer, auftragsnummer, numero de commande, ordernummer, bestelnummer',
		'po, order',
		'order number, order no, order id, purchase order no, purchase order, po number, po no, your reference, bestellnummer, bestellnr, bestell nr, auftragsnummer, auftragsnr, numero de commande, n° de commande, commande n°, no de commande, ordernummer, ordernr, bestelnummer, =order, =po',
	),
	defineConcept(
		'customer_number',
		'code',
		'customer number, customer no, customer id, client number, account number, kundennummer, numero client, klantnummer',
		'',
		'customer number, customer no, customer id, client number, client no, client id, account number, account no, kundennummer, kundennr, kunden nr, kunden nummer, numero client, numero de client, n° client, no client, code client, klantnummer, klantnr, debiteurnummer',
	),
	defineConcept(
		'subtotal',
		'amount',
		'subtotal, sub total, net amount, net total, total net, amount untaxed, total before tax, total excl, untaxed, nettobetrag, zwischensumme, nettosumme, total ht, montant ht, sous total, subtotaal, totaal excl',
		'net, netto',
		'subtotal, sub total, net amount, net total, total net, total before tax, total excl vat, total excl tax, amount excl vat, nettobetrag, netto betrag, nettosumme, zwischensumme, summe netto, gesamt netto, total ht, total hors taxes, total hors taxe, montant ht, montant hors taxes, sous total, subtotaal, totaal excl btw, totaal exclusief btw, bedrag excl btw, exclusief btw, netto',
	),
	defineConcept(
		'tax_rate',
		'percent',
		'tax rate, vat rate, tax percent, vat percent, steuersatz, mwst satz, taux de tva, taux tva, btw tarief, btw percentage',
		'',
		'tax rate, vat rate, steuersatz, mwst satz, taux de tva, taux tva, btw tarief, btw percentage, vat, tax, sales tax, mwst, ust, umsatzsteuer, tva, btw',
	),
	defineConcept(
		'tax',
		'amount',
		'tax amount, vat amount, total tax, total vat, tax total, sales tax, mehrwertsteuer, umsatzsteuer, mwst, steuerbetrag, montant tva, montant de la tva, btw bedrag',
		'tax, vat, tva, btw, mwst, ust, gst',
		'tax amount, vat amount, total tax, total vat, sales tax, mehrwertsteuer, umsatzsteuer, mwst betrag, steuerbetrag, mwst, ust, montant tva, montant de la tva, total tva, tva, btw bedrag, totaal btw, btw, vat, gst, tax',
	),
	defineConcept(
		'total',
		'amount',
		'total amount, amount total, grand total, amount due, total due, invoice total, invoice amount, balance due, amount payable, total payable, total price, total incl, total gross, gross amount, gross total, gesamtbetrag, gesamtsumme, rechnungsbetrag, bruttobetrag, endbetrag, total ttc, montant ttc, montant total, net a payer, totaalbedrag, te betalen, totaal incl',
		'total, amount, sum, totaal, gesamt, summe, betrag, montant, gross, brutto',
		'total amount due, grand total, invoice total, total due, amount due, balance due, total payable, amount payable, total amount, total incl vat, total incl tax, total including vat, gross amount, gross total, gesamtbetrag, gesamtsumme, gesamt brutto, gesamt inkl mwst, rechnungsbetrag, rechnungssumme, bruttobetrag, endbetrag, endsumme, zu zahlen, zahlbetrag, zu zahlender betrag, summe brutto, total ttc, montant ttc, montant total ttc, montant total, net a payer, total a payer, totaal te betalen, te betalen, totaalbedrag, totaal incl btw, totaal inclusief btw, =total, =totaal, =gesamt, =summe, =betrag, =montant, =amount',
	),
	defineConcept(
		'currency',
		'currency',
		'currency, currency code, iso 4217, iso_4217_currency_code, wahrung, devise, valuta',
		'',
		'currency, wahrung, devise, valuta',
	),
	defineConcept('iban', 'iban', 'iban, bank account', '', 'iban'),
	defineConcept(
		'vat_id',
		'vat',
		'vat id, vat number, vat no, tax id, vat registration, ust id, ustid, ust idnr, umsatzsteuer id, numero tva, tva intracommunautaire, btw nummer, btw id',
		'',
		'vat id, vat number, vat no, vat reg no, vat registration number, tax id, ust idnr, ust id nr, ust id, ustid, uid, numero de tva, n° tva, tva intracommunautaire, n° de tva, btw nummer, btw nr, btw id, btw',
	),
	defineConcept(
		'email',
		'email',
		'email, e mail, mail address',
		'',
		'email, e mail, mail, courriel',
	),
	defineConcept(
		'website',
		'website',
		'website, web site, homepage, url',
		'',
		'website, web, internet, site web',
	),
	defineConcept(
		'supplier_name',
		'party',
		'supplier, vendor, seller, issuer, issued by, merchant, service provider, biller, sender, company name, lieferant, verkaufer, aussteller, absender, fournisseur, vendeur, emetteur, prestataire, leverancier, verkoper, afzender',
		'from, company, firma, store, shop, by',
		'supplier, service provider, vendor, seller, issued by, billed by, sold by, from, lieferant, verkaufer, rechnungssteller, absender, anbieter, fournisseur, vendeur, emetteur, prestataire, leverancier, verkoper, afzender, van',
	),
	defineConcept(
		'customer_name',
		'party',
		'customer, buyer, bill to, billed to, client, recipient, purchaser, sold to, kunde, kaufer, rechnungsempfanger, empfanger, acheteur, destinataire, klant, koper, ontvanger',
		'to',
		'bill to address, bill to, billed to, invoice to, sold to, customer, client, buyer, rechnungsempfanger, rechnung an, kunde, kaufer, empfanger, facture a, adresse de facturation, acheteur, destinataire, client, klant, factuur aan, factuuradres, koper, ontvanger',
	),
	defineConcept(
		'payment_terms',
		'text',
		'payment terms, terms of payment, zahlungsbedingungen, conditions de paiement, betalingsvoorwaarden',
		'terms',
		'payment terms, terms of payment, zahlungsbedingungen, conditions de paiement, conditions de reglement, betalingsvoorwaarden, betaaltermijn, =terms',
	),
];

/** A field as described by the schema. */
export interface Field {
	name: string;
	/** `extend:name` */
	title?: string;
	description?: string;
	/** name of the enclosing object */
	parent?: string;
}

/** Words that show that a field of a party is not its name. */
const OTHER_PARTY_DETAIL =
	/\b(?:address|street|city|town|zip|postal|postcode|country|email|mail|phone|fax|website|number|no|nr|id|vat|tax|iban|bic|bank|adresse|strasse|ort|plz|rue|ville|adres|straat|plaats)\b/;

function findContainedConcept(words: string): Concept | undefined {
	let best: { concept: Concept; length: number } | undefined;
	for (const one of CONCEPTS) {
		if (one.kind === 'party' && OTHER_PARTY_DETAIL.test(words)) continue;
		for (const name of one.names) {
			if (name.length > (best?.length ?? 0) && getLabelPattern(name).test(words))
				best = { concept: one, length: name.length };
		}
	}
	return best?.concept;
}

const findByWords = (words: string): Concept | undefined =>
	CONCEPTS.find((one) => one.exact.includes(words)) ?? findContainedConcept(words);

/** Names that are ambiguous without the enclosing object. */
const NEEDS_PARENT = /^(?:name|company|company name|number|no|nr|id|date|amount|value|total)$/;

/** Finds the concept by name, then title, then description. */
export function findConcept({ name, title, description, parent }: Field): Concept | undefined {
	const own = normalizeWords(name);
	// `name` in `supplier` is the supplier's name, `number` in `order` the order number
	const full = parent && NEEDS_PARENT.test(own) ? `${normalizeWords(parent)} ${own}` : own;
	const found = findByWords(full) ?? (title ? findByWords(normalizeWords(title)) : undefined);
	if (found) return found;
	return description && description.length <= 120 ? findByWords(foldText(description)) : undefined;
}

/** Fallback labels for fields without a concept: the words of the field itself. */
export function getOwnLabels({ name, title, description }: Field): string[] {
	const own = normalizeWords(name);
	const variants = [
		title && normalizeWords(title),
		own,
		own.replace(/ (number|num|no|nr|id)$/, ' no'),
		own.replace(/ (number|num|no|nr|id)$/, ' nr'),
		own.replace(/ (number|num|no|nr|id|name|date|amount|value)$/, ''),
	];
	if (description && description.split(/\s+/).length <= 4)
		variants.push(normalizeWords(description));
	return [...new Set(variants.filter((one): one is string => Boolean(one)))];
}
