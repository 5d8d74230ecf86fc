/** 证书核验 as a form: what is typed goes in the body, never into an address that is kept somewhere. It works without a script. */
export const VERIFY_FORM_PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>职业技能等级证书核验</title>
<style>
body { margin: 12vh auto; max-width: 26em; padding: 0 1em; font: 14pt/1.8 "Noto Serif CJK SC", "Songti SC", SimSun, serif; }
h1 { font-size: 18pt; text-align: center; }
label { display: block; margin-top: 1em; }
input, button { width: 100%; padding: 0.4em; font: inherit; box-sizing: border-box; }
button { margin-top: 1.6em; }
p { font-size: 11pt; color: #444; }
</style>
</head>
<body>
<h1>职业技能等级证书核验</h1>
<form method="post" action="/pages/verify" autocomplete="off">
<label>证书编号<input name="number" required maxlength="64"></label>
<label>姓名<input name="name" required maxlength="64"></label>
<button type="submit">核验</button>
</form>
<p>须同时填写证书编号和证书所载姓名。核验结果可打印，不作为证书使用。</p>
</body>
</html>
`;
