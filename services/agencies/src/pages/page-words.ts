import { type Day, type LevelNumber, findLevel, partsOf } from '@shanghai/kernel';
import { type Html, markup } from '@shanghai/platform';

/** 市职鉴中心 by its full name, as the notices introduce it. */
export const CENTRE = '上海市职业技能鉴定中心';

/** What an item is printed as: its name and its levels. */
export interface PrintedItem {
  readonly fullName: string;
  readonly levels: readonly LevelNumber[];
}

/** 2026年11月5日. */
export function dayInWords(on: Day): string {
  const { year, month, dayOfMonth } = partsOf(on);
  return `${year}年${month}月${dayOfMonth}日`;
}

/** The items with their levels as the lists of the notices print them, the lowest first; 专项职业能力 has none. */
export function itemTable(items: readonly PrintedItem[]): Html {
  const rows = items.map(
    ({ fullName, levels }, at) =>
      markup`<tr><td class="no">${at + 1}</td><td>${fullName}</td><td>${levelsInWords(levels)}</td></tr>\n`,
  );
  return markup`<table>
<thead><tr><th class="no">序号</th><th>职业（工种）</th><th>等级</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`;
}

function levelsInWords(levels: readonly LevelNumber[]): readonly Html[] {
  if (levels.length === 0) return [markup`专项职业能力，不分等级`];
  const lowestFirst = levels.toSorted((a, b) => b - a).map((level) => findLevel(level)!);
  return lowestFirst.map(
    ({ label, numberLabel }, at) =>
      markup`<span class="level">${label}（${numberLabel!}）${at === levels.length - 1 ? '' : '、'}</span><wbr>`,
  );
}

/** Who signs, and when. The seal is put on the paper. */
export function signature(on: Day): Html {
  return markup`<div class="signature"><p>${CENTRE}（盖章）</p><p>${dayInWords(on)}</p></div>`;
}
