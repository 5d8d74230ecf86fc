import { type Day, day } from './day.js';

/** One holiday as the State Council announces it: the days off, both included, and the weekend days worked instead. */
export interface HolidayBreak {
  readonly label: string;
  readonly off: readonly [first: Day, last: Day];
  readonly worked: readonly Day[];
}

/** What is announced for one year. */
export interface HolidayYear {
  readonly year: number;
  /** The announcement of the General Office of the State Council. */
  readonly source: { readonly number: string; readonly title: string };
  readonly breaks: readonly HolidayBreak[];
}

/**
 * Every year whose holidays are announced and carried here; a new announcement is a new row. Not from the notices: they say
 * 工作日 without a calendar.
 */
export const holidayYears: readonly HolidayYear[] = [
  {
    year: 2024,
    source: { number: '国办发明电〔2023〕7号', title: '国务院办公厅关于2024年部分节假日安排的通知' },
    breaks: [
      off('元旦', '2024-01-01', '2024-01-01'),
      off('春节', '2024-02-10', '2024-02-17', '2024-02-04', '2024-02-18'),
      off('清明', '2024-04-04', '2024-04-06', '2024-04-07'),
      off('劳动节', '2024-05-01', '2024-05-05', '2024-04-28', '2024-05-11'),
      off('端午', '2024-06-10', '2024-06-10'),
      off('中秋', '2024-09-15', '2024-09-17', '2024-09-14'),
      off('国庆节', '2024-10-01', '2024-10-07', '2024-09-29', '2024-10-12'),
    ],
  },
  {
    year: 2025,
    source: { number: '国办发明电〔2024〕12号', title: '国务院办公厅关于2025年部分节假日安排的通知' },
    breaks: [
      off('元旦', '2025-01-01', '2025-01-01'),
      off('春节', '2025-01-28', '2025-02-04', '2025-01-26', '2025-02-08'),
      off('清明', '2025-04-04', '2025-04-06'),
      off('劳动节', '2025-05-01', '2025-05-05', '2025-04-27'),
      off('端午', '2025-05-31', '2025-06-02'),
      off('国庆节', '2025-10-01', '2025-10-05', '2025-09-28', '2025-10-11'),
      off('中秋', '2025-10-06', '2025-10-06'),
      off('国庆节', '2025-10-07', '2025-10-08'),
    ],
  },
  {
    year: 2026,
    source: { number: '国办发明电〔2025〕7号', title: '国务院办公厅关于2026年部分节假日安排的通知' },
    breaks: [
      off('元旦', '2026-01-01', '2026-01-03', '2026-01-04'),
      off('春节', '2026-02-15', '2026-02-23', '2026-02-14', '2026-02-28'),
      off('清明', '2026-04-04', '2026-04-06'),
      off('劳动节', '2026-05-01', '2026-05-05', '2026-05-09'),
      off('端午', '2026-06-19', '2026-06-21'),
      off('中秋', '2026-09-25', '2026-09-27'),
      off('国庆节', '2026-10-01', '2026-10-07', '2026-09-20', '2026-10-10'),
    ],
  },
];

function off(label: string, first: string, last: string, ...worked: string[]): HolidayBreak {
  return { label, off: [day(first), day(last)], worked: worked.map(day) };
}
