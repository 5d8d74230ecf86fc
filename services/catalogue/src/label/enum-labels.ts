import { itemKinds, skillLevels } from '@shanghai/kernel';

/** The Chinese label of one enum value of the graph. */
export interface EnumLabel {
  readonly enum: string;
  readonly value: string;
  readonly label: string;
}

/** Every enum of the graph, of all subgraphs, so that a client asks in one place. */
export const enumLabels: readonly EnumLabel[] = [
  ...skillLevels.map(({ id, label, numberLabel }) => ({
    enum: 'SkillLevel',
    value: id,
    label: numberLabel === null ? label : `${label}（${numberLabel}）`,
  })),
  ...itemKinds.map(({ id, label }) => ({ enum: 'ItemKind', value: id, label })),
];
