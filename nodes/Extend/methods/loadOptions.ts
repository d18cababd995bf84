/** What the lists of 'Classification Outputs' show. */
import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { readSavedConfig } from '../../shared/listSearch/savedConfig';
import { getOwn } from '../../shared/utils/objects';
import { toText } from '../../shared/utils/sanitize';
import { OTHER_PATTERN } from '../parameters/config/classes';
import { CLASSIFY_TEXT } from '../parameters/config/classifyText';
import { SPLIT_TEXT } from '../parameters/config/splitText';
import type { ClassesText } from '../parameters/config/classesConfig';

export const loadOptions = {
	[CLASSIFY_TEXT.outputsMethod]: loadClassTypes(CLASSIFY_TEXT),
	[SPLIT_TEXT.outputsMethod]: loadClassTypes(SPLIT_TEXT),
};

/** The document types of the chosen classifier or splitter, in its order. Others always have an output. */
function loadClassTypes({ kind, classesKey }: ClassesText) {
	return async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const classes = (await readSavedConfig(this, kind))?.[classesKey];
		const types = (Array.isArray(classes) ? classes : []).map((one) => toText(getOwn(one, 'type')));
		return [...new Set(types)]
			.filter((type) => type.trim() !== '' && !OTHER_PATTERN.test(type))
			.map((type) => ({ name: type, value: type }));
	};
}
