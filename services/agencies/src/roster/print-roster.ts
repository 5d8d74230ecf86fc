import { type Day, maskName, maskPhone, maskResidentId } from '@shanghai/kernel';
import type { Sealer } from '@shanghai/platform';
import { postOf } from '../post/post-table.js';
import type { Holding } from '../post/post.js';
import { entryOn } from './roster-on.js';
import type {
  RosterEntry,
  RosterLine,
  StaffEntry,
  StoredRoster,
  SupervisorDetails,
  SupervisorEntry,
} from './roster.js';
import { rosterFields } from './seal-line.js';
import { sheetColumns, sheetTitles } from './sheet-columns.js';
import { contractLabels } from './staff-rules.js';
import type { LineMark, Sheet } from './typed-line.js';

/** A sheet as the notice prints it, persons masked. */
export interface PrintedSheet {
  readonly title: string;
  readonly columns: readonly string[];
  /** One for each number there was up to the day, those taken off too: their remark says so. */
  readonly rows: readonly { readonly no: number; readonly cells: readonly string[] }[];
}

/** A printed sheet with whose it is and of which day, as a page needs it. */
export interface PrintedRosterOf extends PrintedSheet {
  readonly sheet: Sheet;
  readonly on: Day;
  /** Blank for who is not filed yet. */
  readonly agencyName: string;
  readonly synthetic: boolean;
}

/** 新增、变更、删除 as a remark writes them. */
export const markLabels: Readonly<Record<LineMark, string>> = { ADD: '新增', CHANGE: '变更', DELETE: '删除' };

/** The sheet of a day: numbers run on, and each remark has every day on which the line was filed, as YYYYMMDD 新增/变更/删除. */
export function printSheet(
  roster: StoredRoster,
  { sheet, on, sealer }: { readonly sheet: Sheet; readonly on: Day; readonly sealer: Sealer },
): PrintedSheet {
  const rows =
    sheet === 'STAFF'
      ? rowsOf(roster.staff, on, (line, entry) => staffCells(line, entry, { on, sealer }))
      : rowsOf(roster.supervisors, on, (line, entry) => supervisorCells(line, entry, { on, sealer }));
  return { title: sheetTitles[sheet], columns: sheetColumns[sheet], rows };
}

/** A holding as the sheet writes it: 申报审核岗（初审）. */
export function holdingLabel({ post, duty }: Holding): string {
  const { label, duties } = postOf(post);
  return duty && duties ? `${label}（${duties[duty]}）` : label;
}

interface Printing {
  readonly on: Day;
  readonly sealer: Sealer;
}

function rowsOf<Entry extends RosterEntry>(
  lines: readonly RosterLine<Entry>[],
  on: Day,
  cellsOf: (line: RosterLine<Entry>, entry: Entry) => readonly string[],
): PrintedSheet['rows'] {
  return lines.flatMap((line) => {
    const entry = entryOn(line, on);
    return entry ? [{ no: line.no, cells: cellsOf(line, entry) }] : [];
  });
}

function staffCells(line: RosterLine, entry: StaffEntry, printing: Printing): readonly string[] {
  const { name, idNumber, phone } = masked(entry, printing);
  const { employer, department, title, posts, contract } = entry;
  const categories = [...new Set(posts.map(({ post }) => postOf(post).categoryLabel))].join('、');
  const papers = contract?.isAttached ? `附${contractLabels[contract.kind]}` : null;
  return [
    ...[String(line.no), name, categories, idNumber, employer, department ?? '', title ?? '', phone],
    ...[posts.map(holdingLabel).join('、'), remarkOf(line, entry, papers, printing)],
  ];
}

function supervisorCells(line: RosterLine, entry: SupervisorEntry, printing: Printing): readonly string[] {
  const { name, idNumber, phone } = masked(entry, printing);
  const details = JSON.parse(printing.sealer.open(rosterFields.details, entry.details)) as SupervisorDetails;
  const { gender, birthDate, education, workAddress, email } = details;
  return [
    ...[String(line.no), name, gender ?? '', stars(birthDate), education ?? '', idNumber, entry.employer],
    ...[entry.qualification, workAddress ?? '', phone, stars(email), entry.experience],
    remarkOf(line, entry, entry.hasForm ? '附申请表' : null, printing),
  ];
}

function masked({ name, idNumber, phone }: RosterEntry, { sealer }: Printing) {
  return {
    name: maskName(sealer.open(rosterFields.name, name)),
    idNumber: maskResidentId(sealer.open(rosterFields.idNumber, idNumber)),
    phone: maskPhone(sealer.open(rosterFields.phone, phone)),
  };
}

function remarkOf({ entries }: RosterLine, { note }: RosterEntry, papers: string | null, { on }: Printing): string {
  const filed = entries
    .filter(({ filedOn }) => filedOn <= on)
    .map(({ filedOn, mark }) => `${filedOn.replaceAll('-', '')} ${markLabels[mark]}`);
  return [papers, ...filed, note].filter((one) => one !== null).join('；');
}

/** What no rule of masking is for is all stars. */
function stars(text: string | null): string {
  return text === null ? '' : '****';
}
