/** How Excel files are read (Extend docs: parse configuration). */
import { bundle } from '../../../shared/parameters/declared/collections';
import { choice, toggle } from './settingForms';

const NEEDS_ADVANCED = "Requires 'Advanced'.";

export const excelOption = bundle('Excel', 'excel', 'How to read Excel files', [
	choice('Mode', 'excelParsingMode', 'How to read Excel files. Advanced uses extra credits.', [
		['Advanced', 'advanced'],
		['Basic', 'basic'],
	]),
	toggle(
		'Cell Formatting',
		'excelIncludeCellFormatting',
		`Whether to return cell formatting. ${NEEDS_ADVANCED}`,
	),
	toggle(
		'Cell Metadata',
		'excelIncludeCellMetadata',
		`Whether to return cell references and formulas. ${NEEDS_ADVANCED}`,
	),
	toggle(
		'Raw Values',
		'excelUseRawCellValues',
		'Whether to return stored values instead of displayed values',
	),
	toggle(
		'Skip Calculation',
		'excelSkipCalculation',
		'Whether to use the last calculated values instead of recalculating formulas',
	),
	toggle(
		'Skip Hidden Content',
		'excelSkipHiddenContent',
		'Whether to skip hidden sheets, rows, and columns',
	),
]);
