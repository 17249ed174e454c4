// html-validate over the pages named: a line for each message. First the highest rank of headings: h1 means whole pages.
import { HtmlValidate, FileSystemConfigLoader } from "html-validate";

const [minimum, ...files] = process.argv.slice(2);
const loader = new FileSystemConfigLoader({
  root: true,
  extends: ["html-validate:recommended", ...(minimum === "h1" ? ["html-validate:document"] : [])],
  rules: { "heading-level": ["error", { minInitialRank: minimum }] },
});
const validate = new HtmlValidate(loader);
for (const file of files) {
  const report = await validate.validateFile(file);
  for (const result of report.results)
    for (const each of result.messages)
      console.log(`${file}:${each.line}:${each.column} ${each.ruleId}: ${each.message}`);
}
