/** A description with a string of each kind, in each place where one can stand. */
export const MADE_UP_NODE = {
	displayName: 'Made Up',
	subtitle: '={{$parameter["operation"] + " for " + $parameter["resource"]}}',
	description: 'Node text',
	properties: [
		{
			displayName: 'Label',
			name: 'one',
			type: 'resourceLocator' as const,
			default: '',
			description: 'Tooltip',
			hint: 'Hint',
			modes: [
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string' as const,
					placeholder: 'Mode example',
					validation: [
						{ type: 'regex' as const, properties: { regex: '.', errorMessage: 'Wrong' } },
					],
				},
			],
		},
		{
			displayName: 'Group',
			name: 'two',
			type: 'fixedCollection' as const,
			default: {},
			placeholder: 'Add Row',
			typeOptions: { multipleValueButtonText: 'Add Another' },
			options: [
				{
					displayName: 'Row',
					name: 'row',
					values: [{ displayName: 'Cell', name: 'cell', type: 'string' as const, default: '' }],
				},
			],
		},
		{
			displayName: 'Choice',
			name: 'three',
			type: 'options' as const,
			default: 'a',
			options: [{ name: 'First', value: 'a', description: 'Choice text', action: 'Do it' }],
		},
	],
};
