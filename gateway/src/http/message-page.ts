/** What a person reads who opens a page that is not there, or not now. */
const messages: Readonly<Record<number, string>> = {
  400: '网址有误，请核对。',
  401: '身份凭证无效。',
  403: '无权查看该页。',
  404: '没有该页。请核对编号。',
  429: '请求过于频繁，请稍后再试。',
};

/** A page in Chinese that says why there is no other; nothing of the request is in it. */
export function messagePage(status: number): string {
  const message = messages[status] ?? '暂时无法提供该页，请稍后再试。';
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${message}</title>
<style>body { margin: 20vh auto; max-width: 30em; padding: 0 1em; text-align: center; font: 16pt/1.8 "Noto Serif CJK SC", serif; }</style>
</head>
<body><p>${message}</p></body>
</html>
`;
}
