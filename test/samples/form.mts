import { PDFDocument, StandardFonts } from 'pdf-lib';

/** Fields of the sample form: printed label and field name. */
export const FORM_FIELDS = {
	texts: [
		['Full name', 'full_name'],
		['E-mail', 'email'],
		['City', 'city'],
		['Employees', 'employees'],
	],
	checkbox: ['Newsletter', 'newsletter'],
	dropdown: ['Country', 'country', ['Belgium', 'France', 'Germany']],
	radio: ['Payment', 'payment', ['invoice', 'card']],
} as const;

/** Creates a PDF form with every common field type, or with `fields: false` only the printed labels. */
export async function makeForm({ fields = true }: { fields?: boolean } = {}): Promise<Uint8Array> {
	const pdf = await PDFDocument.create();
	pdf.setCreationDate(new Date(0));
	pdf.setModificationDate(new Date(0));
	const font = await pdf.embedFont(StandardFonts.Helvetica);
	const page = pdf.addPage([595, 842]);
	const form = pdf.getForm();
	page.drawText('Registration', { x: 50, y: 780, size: 18, font });
	let y = 740;
	const row = (label: string) => {
		y -= 34;
		page.drawText(label, { x: 50, y: y + 5, size: 10, font });
		return { x: 180, y, height: 18 };
	};
	for (const [label, name] of FORM_FIELDS.texts) {
		const place = row(label);
		if (fields) form.createTextField(name).addToPage(page, { ...place, width: 200 });
	}
	const [newsletter, box] = FORM_FIELDS.checkbox;
	const boxPlace = row(newsletter);
	if (fields) form.createCheckBox(box).addToPage(page, { ...boxPlace, width: 18 });
	const [country, list, countries] = FORM_FIELDS.dropdown;
	const listPlace = row(country);
	if (fields) {
		const dropdown = form.createDropdown(list);
		dropdown.addOptions([...countries]);
		dropdown.addToPage(page, { ...listPlace, width: 200 });
	}
	const [payment, group, options] = FORM_FIELDS.radio;
	const radioPlace = row(payment);
	if (fields) {
		const radio = form.createRadioGroup(group);
		options.forEach((option, i) =>
			radio.addOptionToPage(option, page, { ...radioPlace, x: radioPlace.x + i * 60, width: 18 }),
		);
	}
	return await pdf.save();
}
