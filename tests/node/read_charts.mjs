// Gantt charts on standard input, a JSON array of texts, as mermaid takes them: JSON on standard output.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false });

// In the tree that it draws, mermaid holds #58; as its own marks and gives them back as entities at the end.
const said = (text) => {
  const element = window.document.createElement("textarea");
  element.innerHTML = text.replaceAll("ﬂ°°", "&#").replaceAll("ﬂ°", "&").replaceAll("¶ß", ";");
  return element.value.trim();
};
// The days of a chart are midnights where it is drawn.
const day = (moment) => [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];

const charts = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  await mermaid.parse(text);
  const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  charts.push({
    type,
    title: said(db.getDiagramTitle()),
    spoken: said(db.getAccTitle()),
    sections: db.getSections().map(said),
    links: db.getTasks().filter((task) => task.classes.some((name) => name.includes("click"))).length,
    bars: db.getTasks().map((task) => ({
      name: said(task.task),
      section: said(task.section),
      id: task.id,
      start: day(task.startTime),
      end: day(task.endTime),
      tags: ["active", "crit", "done", "milestone"].filter((tag) => task[tag]),
    })),
  });
}
process.stdout.write(JSON.stringify(charts));
