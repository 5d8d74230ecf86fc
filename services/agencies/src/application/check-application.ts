import { type Day, type Finding, refusalsOf, startOfDay } from '@shanghai/kernel';
import { badUserInput, instantAt } from '@shanghai/platform';
import type { Context } from '../context.js';
import { roundOf } from '../round/round-rules.js';
import type { StoredRound } from '../round/selection-round.js';
import type { ApplicationForm } from './application-form.js';
import type { ApplicationRoute } from './application-route.js';
import { type Submitted, gatherSubmissionFacts, stored, unstored } from './gather-submission-facts.js';
import { judgedForm } from './seal-form.js';
import { judgeSubmission } from './submission-rules.js';

/** 申报预检: what every rule says of an application, as if it were submitted at an instant. */
export interface ApplicationCheck {
  readonly at: Date;
  /** The round of that instant. */
  readonly round: StoredRound | null;
  readonly findings: readonly Finding[];
}

/** What is checked: a stored application or a form, and on which day. */
export interface Asked {
  readonly id?: string | null;
  readonly form?: ApplicationForm | null;
  /** Of a form; that of a social evaluation organisation when absent. */
  readonly route?: ApplicationRoute | null;
  readonly on?: Day | null;
}

const HOURS_TO_NOON = 12;
const MS_PER_HOUR = 3_600_000;

/**
 * Judges an application by the code that judges its submission, and keeps nothing; null when there is none of that id for the
 * caller. A form alone is judged as a draft that nobody has recommended yet.
 * @throws GraphQLError BAD_USER_INPUT when not exactly one of the two is given
 */
export async function checkApplication(
  context: Context,
  { id, form, route, on }: Asked,
): Promise<ApplicationCheck | null> {
  if ((id == null) === (form == null))
    throw badUserInput('give the id of an application or a form', { argument: 'id' });
  const submitted =
    form == null
      ? await storedApplication(context, id!)
      : unstored(context.caller.scopes['agency'] ?? '', judgedForm(form), route ?? 'SOCIAL');
  return submitted && judge(context, submitted, on == null ? context.now : noonOf(on));
}

/** Whether nothing would refuse the submission. */
export function maySubmit({ findings }: ApplicationCheck): boolean {
  return refusalsOf(findings).length === 0;
}

/** A stored application as its rules see it, or null when the caller sees none of that id. */
export async function storedApplication({ loaders }: Context, id: string): Promise<Submitted | null> {
  const application = await loaders.application.load(id);
  return application && stored(application, judgedForm(application.form));
}

/** Noon in Shanghai: inside the window of a day, whichever hours it has. */
export function noonOf(on: Day): Date {
  return instantAt(startOfDay(on).getTime() + HOURS_TO_NOON * MS_PER_HOUR);
}

async function judge({ store }: Context, submitted: Submitted, at: Date): Promise<ApplicationCheck> {
  const facts = await gatherSubmissionFacts(store, submitted, at);
  return { at, round: roundOf(facts), findings: judgeSubmission(facts) };
}
