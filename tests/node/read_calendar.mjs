// A calendar on standard input, as ical.js (Thunderbird's reader) takes it: JSON on standard output.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const alarms = component.getAllSubcomponents("valarm");
  return {
    uid: event.uid,
    start: event.startDate.toString(),
    end: event.endDate.toString(),
    summary: event.summary,
    description: event.description,
    categories: component.getFirstProperty("categories").getValues(),
    status: component.getFirstPropertyValue("status"),
    url: component.getFirstPropertyValue("url"),
    sequence: event.sequence,
    alarms: alarms.map((alarm) => alarm.getFirstPropertyValue("trigger").toString()),
    reminders: alarms.map((alarm) => alarm.getFirstPropertyValue("description")),
  };
});
process.stdout.write(JSON.stringify({ name: calendar.getFirstPropertyValue("name"), events }));
