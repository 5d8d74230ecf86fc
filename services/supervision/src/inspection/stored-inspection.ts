import type { Inspection, InspectionStatus, StoredInspection } from './inspection.js';

/** From when on an agency sees that it was inspected: what is planned is not announced. */
const TOLD: readonly InspectionStatus[] = ['REPORTED', 'RECTIFICATION', 'CASE_OPENED', 'CLOSED'];

/** An inspection with what its indexes need. */
export function storedInspection(inspection: Inspection, version: number): StoredInspection {
  const { subject, status, lead, partners, rectification } = inspection;
  const names = partners.filter(({ department }) => department === 'INDUSTRY_AUTHORITY').map(({ name }) => name);
  const isUntold = rectification !== null && rectification.overdueTold !== rectification.dueOn;
  return {
    ...inspection,
    version,
    agencyId: subject.agencyId,
    agencySees: TOLD.includes(status) ? subject.agencyId : null,
    industries: [...new Set([...(lead.authority === null ? [] : [lead.authority]), ...names])],
    dueOn: status === 'RECTIFICATION' && isUntold ? rectification.dueOn : null,
  };
}

/** The state of a stored inspection, as acts and the journal have it. */
export function inspectionOf({
  version: _version,
  agencyId: _agencyId,
  agencySees: _sees,
  industries: _industries,
  dueOn: _dueOn,
  ...inspection
}: StoredInspection): Inspection {
  return inspection;
}
