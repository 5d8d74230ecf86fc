import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listRows, verifyJournal } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { acceptApplication } from '../../dist/application/acts/accept-application.js';
import { draftApplication } from '../../dist/application/acts/draft-application.js';
import { refuseApplication } from '../../dist/application/acts/refuse-application.js';
import { startAgencyAssessment } from '../../dist/application/acts/start-agency-assessment.js';
import { submitApplication } from '../../dist/application/acts/submit-application.js';
import { agencies } from '../../dist/subgraph.js';
import { reached } from '../application-acts.js';
import {
  BEGIN,
  acting,
  applicantOf,
  bodyOf,
  done,
  errorCodeOf,
  newKey,
  on,
  people,
  publishEdition,
} from '../application-life.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
  await publishEdition(served);
});
afterAll(async () => served.stop());

describe('SECURITY 17: two officers who decide at once', () => {
  test('do not both decide: one wins, the other is told the version that there is now', async () => {
    const submitted = await reached(served, 'SUBMITTED');
    const centre = acting(served, people.centre, BEGIN);
    const outcomes = await Promise.allSettled([
      acceptApplication(centre, on(submitted)),
      refuseApplication(centre, on(submitted), '示例原因'),
    ]);
    const lost = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(lost).toMatchObject([{ extensions: { code: 'CONFLICT', currentVersion: submitted.version + 1 } }]);
    const rows = await listRows(served.connection, `application/${submitted._id}`);
    expect(rows).toHaveLength(submitted.version + 1);
  });
});

describe('a request that is sent again', () => {
  test('with the same key is answered as the first was, even after others have acted', async () => {
    const draft = await reached(served, 'DRAFT');
    const applicant = acting(served, applicantOf(draft), BEGIN);
    const key = newKey();
    const first = done(await submitApplication(applicant, on(draft, key)));
    done(await acceptApplication(acting(served, people.centre, BEGIN), on(first)));
    const second = await submitApplication(applicant, on(draft, key));
    expect(second).toEqual({ application: first, isRepeated: true });
  });

  test('with the same key makes no second draft, and with another form is CONFLICT', async () => {
    const applicant = acting(served, applicantOf({ applicantId: 'agency-540' }), BEGIN);
    const [form, idempotencyKey] = [bodyOf(540), newKey()];
    const first = done(await draftApplication(applicant, { form, idempotencyKey }));
    const second = done(await draftApplication(applicant, { form, idempotencyKey }));
    expect(second).toEqual(first);
    const other = draftApplication(applicant, { form: { ...form, address: '示例路3号' }, idempotencyKey });
    expect(await other.then(() => [], errorCodeOf)).toEqual(['CONFLICT']);
    const person = { name: '赵一', title: '主任', phone: '13800009999' };
    const otherPhone = draftApplication(applicant, { form: { ...form, head: person }, idempotencyKey });
    expect(await otherPhone.then(() => [], errorCodeOf)).toEqual(['CONFLICT']);
  });

  test('twice at once is done once', async () => {
    const draft = await reached(served, 'DRAFT');
    const applicant = acting(served, applicantOf(draft), BEGIN);
    const key = newKey();
    const both = await Promise.all([
      submitApplication(applicant, on(draft, key)),
      submitApplication(applicant, on(draft, key)),
    ]);
    expect(both.map((one) => 'application' in one && one.isRepeated).sort()).toEqual([false, true]);
    expect(await listRows(served.connection, `application/${draft._id}`)).toHaveLength(draft.version + 1);
  });
});

describe('FAULTS 24: a clock that jumps', () => {
  test('changes no order: acts follow each other by version', async () => {
    const submitted = await reached(served, 'SUBMITTED', { at: '2025-03-25T10:00:00+08:00' });
    const dayLater = acting(served, people.centre, '2025-03-26T10:00:00+08:00');
    const accepted = done(await acceptApplication(dayLater, on(submitted)));
    const hourBack = acting(served, people.centre, '2025-03-25T09:00:00+08:00');
    const assessed = done(
      await startAgencyAssessment(hourBack, on(accepted), {
        methods: [{ kind: 'SITE_VISIT', text: null }],
        panel: [{ expertNo: 'E-1', employer: '示例大学', relatedTo: [] }],
      }),
    );
    expect(assessed.version).toBe(accepted.version + 1);
    const rows = await listRows(served.connection, `application/${assessed._id}`);
    expect(rows.map(({ version }) => version)).toEqual(rows.map((_, at) => at + 1));
    expect((await verifyJournal(served.connection)).faults).toEqual([]);
  });
});

describe('a contact', () => {
  test('is nowhere in the store or the journal as it was typed', async () => {
    const draft = await reached(served, 'DRAFT');
    const names = await served.connection.db!.listCollections().toArray();
    const texts = await Promise.all(
      names.map(async ({ name }) => JSON.stringify(await served.connection.collection(name).find().toArray())),
    );
    expect(texts.join('')).toContain(draft._id);
    for (const typed of ['赵一', '钱二', '孙三', '13800001234']) expect(texts.join('')).not.toContain(typed);
  });
});
