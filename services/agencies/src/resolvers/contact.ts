import { maskName, maskPhone } from '@shanghai/kernel';
import { sealedFields } from '../application/seal-form.js';
import type { ApplicationContactResolvers, ObjectionResolvers } from '../generated/resolvers.js';

/** Masked wherever it is shown; who needs to see one asks with a purpose (`unmaskContact`). */
export const ApplicationContact: ApplicationContactResolvers = {
  name: ({ name }, _arguments, { sealer }) => maskName(sealer.open(sealedFields.person, name)),
  phone: ({ phone }, _arguments, { sealer }) => phone && maskPhone(sealer.open(sealedFields.person, phone)),
};

export const Objection: ObjectionResolvers = {
  contact: ({ contact }, _arguments, { sealer }) => maskPhone(sealer.open(sealedFields.objector, contact)),
};
