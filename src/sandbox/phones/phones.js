// The page: two phones, the disk, the story.

import { getJson, listen } from "./api.js";
import { Disk } from "./disk.js";
import { Phone } from "./phone.js";
import { Story } from "./story.js";

const config = await getJson("/demo/config");
const disk = new Disk(config.suggestions);
let story = null;
if (config.public_page) Object.assign(document.getElementById("public-page"), { href: config.public_page, hidden: false });

const phones = [config.supporter, config.organiser].map((person, index) => {
  const root = document.getElementById(index === 0 ? "supporter" : "organiser");
  return new Phone(root, { ...person, role: index === 0 ? "Supporter" : "Organiser" }, config.languages, () => {
    disk.sees(phones);
    story?.update();
  });
});
story = new Story(config, phones[0], disk);
const loaded = Promise.all(phones.map((phone) => phone.load()));

const touched = (event) => {
  for (const phone of phones) if (event.user === 0 || event.user === phone.person.id) phone.refresh();
};
listen(`/sandbox/events?users=${phones.map((phone) => phone.person.id).join(",")}`, { message: touched }, connected);
listen("/demo/events", { state: (state) => story.show(state), disk: (state) => disk.show(state) }, connected);
await loaded;

function connected(is) {
  document.getElementById("lost").hidden = is;
  if (is) for (const phone of phones) phone.refresh();
}
