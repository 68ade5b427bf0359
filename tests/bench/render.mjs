// Renders each theme with each person: node render.mjs PEOPLE_FOLDER OUT_FOLDER THEME...
// It runs beside the packages, so that their names resolve. A theme that throws is told on standard error and skipped.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [people, out, ...themes] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

// Older themes know the keys of the schema's first edition.
function person(file) {
  const resume = JSON.parse(readFileSync(join(people, file), "utf8"));
  for (const job of resume.work ?? []) Object.assign(job, { company: job.name, website: job.url });
  return resume;
}

for (const theme of themes) {
  for (const file of readdirSync(people).filter((name) => name.endsWith(".json")).sort()) {
    const name = `${theme.replace(/^jsonresume-theme-/, "")}--${file.replace(/\.json$/, "")}`;
    try {
      const loaded = await import(theme);
      const render = loaded.render ?? loaded.default?.render ?? loaded.default;
      const html = await render(person(file));
      if (typeof html !== "string" || !html.includes("<")) throw new Error("no HTML");
      writeFileSync(join(out, `${name}.html`), html);
    } catch (error) {
      console.error(`${name}: ${String(error).split("\n")[0].slice(0, 120)}`);
    }
  }
}
process.exit(0); // some themes keep a timer
