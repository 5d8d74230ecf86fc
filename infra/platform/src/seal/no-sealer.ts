import { type Sealer, SealError } from './sealer.js';

function refuse(): never {
  throw new SealError('personal data is sealed, and this process was given no sealer');
}

/** The sealer of a process that was given none: what needs one fails rather than go unsealed. */
export const noSealer: Sealer = {
  seal: refuse,
  open: refuse,
  isCurrent: refuse,
  reseal: refuse,
  searchHash: refuse,
};
