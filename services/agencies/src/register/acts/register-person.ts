import { type DistrictCode, dayAt, parseResidentId, stableId } from '@shanghai/kernel';
import { type RegisterOutcome, type Registering, keeperOf, performOnRegister } from '../perform-on-register.js';
import { judgeNewPerson } from '../register-rules.js';
import { findSame } from '../register-store.js';
import {
  type PersonDetails,
  type RegisterKind,
  type RegisteredPerson,
  sealedPersonFields,
} from '../registered-person.js';

/** Who is to be registered, as typed. */
export interface NewPerson {
  readonly kind: RegisterKind;
  readonly no: string;
  readonly district: DistrictCode | null;
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string | null;
  readonly details: PersonDetails;
  readonly idempotencyKey: string;
}

/** 登记专家、外部质量督导员、考评人员: each in the register of the body that keeps it (EXP-001, EXP-002, ISU-005). */
export async function registerPerson(acting: Registering, person: NewPerson): Promise<RegisterOutcome> {
  const { store, caller, sealer, now } = acting;
  const { kind, details, idempotencyKey } = person;
  const owner = ownerOf(acting, person);
  const id = stableId('registered-person', caller.subject ?? '', kind, idempotencyKey);
  const blank = blankPerson(acting, person, id);
  const hash = (text: string) => sealer.searchHash(sealedPersonFields.idNumber, text);
  return performOnRegister(
    acting,
    { id, version: 0, idempotencyKey },
    {
      act: 'registerPerson',
      payload: {
        ...{ kind, no: person.no, ...owner, details },
        person: hash(JSON.stringify([person.name, person.idNumber, person.phone])),
      },
      guards: [`register/${kind}/${owner.agencyId ?? owner.district ?? ''}`],
      blank,
      facts: async (_state, session) => findSame(store, blank, session),
      judge: (_state, facts) => {
        const idNumber = parseResidentId(person.idNumber, dayAt(now));
        return judgeNewPerson({ ...details, ...person, ...owner, idNumber }, facts, keeperOf(acting));
      },
      next: () => ({}),
    },
  );
}

/** Whose register it is to stand in: an agency's, a district's, or the city's. */
function ownerOf({ caller }: Registering, { kind, district }: NewPerson) {
  const ownDistrict = (caller.scopes['district'] ?? null) as DistrictCode | null;
  return {
    agencyId: kind === 'EXAMINER' ? (caller.scopes['agency'] ?? null) : null,
    district: kind === 'DISTRICT_SUPERVISOR' ? (district ?? ownDistrict) : null,
  };
}

function blankPerson(acting: Registering, person: NewPerson, id: string): RegisteredPerson {
  const { sealer, now } = acting;
  const { kind, no, name, idNumber, phone, details } = person;
  return {
    ...details,
    _id: id,
    ...ownerOf(acting, person),
    ...{ kind, no: no.trim(), status: 'REGISTERED', from: dayAt(now), to: null },
    name: sealer.seal(sealedPersonFields.name, name),
    idNumber: sealer.seal(sealedPersonFields.idNumber, idNumber),
    idHash: sealer.searchHash(sealedPersonFields.idNumber, idNumber),
    phone: phone === null ? null : sealer.seal(sealedPersonFields.phone, phone),
  };
}
