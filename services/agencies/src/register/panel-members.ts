import type { PanelMember } from '../application/application.js';
import type { PersonDetails } from './registered-person.js';

/** An expert of the register, as far as panels look at it. */
export type KnownExpert = Pick<PersonDetails, 'employer' | 'relations'> & { readonly no: string };

/** A panel with what the register of experts knows of its members beside what was said of them (EXP-003, CMT-205). */
export function withRegister(panel: readonly PanelMember[], experts: readonly KnownExpert[]): readonly PanelMember[] {
  return panel.map((member) => {
    const known = experts.find(({ no }) => no === member.expertNo.trim());
    if (!known) return member;
    return { ...member, relatedTo: [...member.relatedTo, known.employer, ...known.relations.map(({ body }) => body)] };
  });
}
