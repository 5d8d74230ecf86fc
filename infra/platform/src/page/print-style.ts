/** How a printed page looks: A4, the type of official papers where the machine has it, black on white. */
export const PRINT_STYLE = `
@page { size: A4; margin: 0; }
* { box-sizing: border-box; }
html { background: #e8e8e8; }
body {
  position: relative; width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 30mm 26mm 24mm 28mm;
  display: flex; flex-direction: column; overflow: hidden; background: #fff; color: #000;
  font: 12pt/1.8 FangSong, STFangsong, "Noto Serif CJK SC", "Songti SC", SimSun, serif;
}
main { flex: 1; }
h1 {
  margin: 0 0 10mm; text-align: center; font-size: 20pt; line-height: 1.4; font-weight: bold; text-wrap: balance;
}
p { margin: 0 0 3mm; text-align: justify; overflow-wrap: anywhere; }
.body { text-indent: 2em; }
.to { text-align: left; }
.level { white-space: nowrap; }
.number { margin-bottom: 8mm; text-align: right; }
table { width: 100%; margin: 3mm 0 6mm; border-collapse: collapse; font-size: 11pt; line-height: 1.5; }
caption { padding-bottom: 2mm; text-align: left; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 1.6mm 2.5mm; border: 0.3mm solid #000; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: bold; white-space: nowrap; }
.compact { font-size: 10pt; line-height: 1.3; }
.compact th, .compact td { padding: 0.6mm 2.5mm; }
.no { width: 14mm; text-align: center; }
.code { float: right; width: 34mm; margin: 0 0 4mm 6mm; text-align: center; }
.code p { margin: 0; text-align: center; font-size: 9pt; }
.verdict { margin: 4mm 0; font-size: 14pt; font-weight: bold; }
.signature { margin: 14mm 8mm 0 0; text-align: right; break-inside: avoid; }
.signature p { margin: 0; text-align: right; }
footer { margin-top: 10mm; padding-top: 3mm; border-top: 0.3mm solid #000; font-size: 9pt; line-height: 1.5; break-inside: avoid; }
footer p { margin: 0 0 1mm; }
.invented { position: absolute; top: 12mm; left: 28mm; color: #a00; font-size: 10pt; }
.specimen {
  position: fixed; top: 50%; left: 50%; transform: translate(-50%, -50%) rotate(-30deg);
  color: rgb(170 0 0 / 10%); font-size: 150pt; font-weight: bold; letter-spacing: 0.2em; white-space: nowrap; pointer-events: none;
}
@media print {
  html { background: none; }
  @page { margin: 26mm 24mm 22mm 26mm; }
  body { width: auto; min-height: 0; margin: 0; padding: 0; display: block; overflow: visible; }
  .invented { position: static; margin-bottom: 6mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
