import { type Finding, finding } from '@shanghai/kernel';
import type { Sealer } from '@shanghai/platform';
import { judgeKeyPosts } from './key-post-rules.js';
import type { RosterCase } from './roster-facts.js';
import { judgeLine } from './roster-line-rules.js';
import { rosterFactsOn } from './roster-on.js';
import type { Roster } from './roster.js';
import { identified } from './seal-line.js';
import { judgeSheet } from './sheet-rules.js';
import { standingLines, takeLines } from './take-lines.js';
import type { Sheet, TypedLine } from './typed-line.js';

/** Lines that are to be taken into a sheet, and where each stands in what was sent. */
export interface SentLines {
  readonly sheet: Sheet;
  readonly lines: readonly TypedLine[];
  readonly pathOf: (at: number) => readonly string[];
  /** What was found when each line was read from a file; absent where it was typed field by field. */
  readonly readings?: readonly (readonly Finding[])[];
}

/** What becomes of a roster when lines are taken, and every finding on each of them. */
export interface TakenLines {
  /** One list for each line. */
  readonly findings: readonly (readonly Finding[])[];
  /** Null where a line cannot be taken as it is. */
  readonly after: { readonly roster: Roster; readonly lineIds: readonly string[] } | null;
}

/** Judges lines against a roster, and takes them when each of them can be taken: the same for an act and a dry run. */
export function judgeLines(
  roster: Roster,
  { sheet, lines, pathOf, readings = [] }: SentLines,
  { sealer, asked }: { readonly sealer: Sealer; readonly asked: RosterCase },
): TakenLines {
  const today = asked.on;
  const named = lines.map((line) => identified(sealer, line));
  const against = judgeSheet(named, standingLines(roster, sheet), { sheet, today, pathOf });
  const findings = lines.map((line, at) => [
    ...(readings[at] ?? []),
    ...judgeLine(line, { sheet, today, path: pathOf(at) }),
    ...against[at]!,
  ]);
  if (findings.flat().length > 0) return { findings, after: null };
  const after = takeLines(roster, sheet, named, { sealer, today });
  return { findings: swapsOf(after, { sheet, lines, pathOf }, asked), after };
}

/** Roles that these lines swap, each at its line (STF-009). */
function swapsOf(
  { roster, lineIds }: { readonly roster: Roster; readonly lineIds: readonly string[] },
  { sheet, lines, pathOf }: SentLines,
  asked: RosterCase,
): readonly (readonly Finding[])[] {
  if (sheet !== 'STAFF') return lines.map(() => []);
  const facts = rosterFactsOn(roster, asked.on);
  const swaps = judgeKeyPosts(facts, asked).filter(({ code }) => code === 'ROLE_SWAP');
  return lineIds.map((id, at) =>
    swaps
      .filter(({ path }) => facts.staff[Number(path[1])]?.id === id)
      .map(({ message, facts: told, ...rule }) => {
        const force = asked.type === 'COMPARISON' ? rule.force : 'INFO';
        return finding({ ...rule, force }, 'FAIL', message, told, [...pathOf(at), 'posts']);
      }),
  );
}
