// Makes assets/lang/LL/values.tsv from CLDR 48: months, weekdays, relative days, number words,
// magnitudes, measures, durations, currencies and separators.
//
//   mkdir cldr && cd cldr && npm i --legacy-peer-deps cldr-{dates,numbers,units}-full@48 cldr-rbnf@48 cldr-cal-islamic-full@48 cldr-cal-persian-full@46
//   node tools/cldr/values.mjs cldr/node_modules assets/lang
//
// What CLDR lacks or has wrong for running text stands by hand in assets/lang/LL/values-own.tsv.
import fs from 'node:fs';
import path from 'node:path';
import { spell } from './rbnf.mjs';

const [, , modules, out] = process.argv;
if (!out) { console.error('usage: values.mjs NODE_MODULES ASSETS_LANG'); process.exit(2); }
const json = file => JSON.parse(fs.readFileSync(path.join(modules, file), 'utf8'));
const locales = {
  ar: ['ar', 'ar-LB', 'ar-IQ', 'ar-DZ', 'ar-MA', 'ar-EG'], az: ['az'], bn: ['bn'], de: ['de', 'de-AT'], en: ['en', 'en-GB', 'en-IN'], es: ['es'],
  fa: ['fa', 'fa-AF'], fr: ['fr'], he: ['he'], hi: ['hi'], ja: ['ja'], mr: ['mr'], ne: ['ne'], ps: ['ps'], ru: ['ru'],
  tr: ['tr'], uk: ['uk'], ur: ['ur'], zh: ['zh', 'zh-Hant'],
};
// Each with the languages whose news writes dates in it.
const calendars = {
  gregorian: { letter: 'g' }, persian: { letter: 'p', langs: ['fa', 'ps'] }, islamic: { letter: 'i', langs: ['ar', 'fa', 'ur', 'ps', 'en', 'tr'] },
};
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const durations = ['century', 'decade', 'year', 'month', 'week', 'day', 'hour', 'minute', 'second'];
// CLDR's key: the English name a value is printed with.
const units = {
  'length-kilometer': 'km', 'length-meter': 'm', 'length-centimeter': 'cm', 'length-millimeter': 'mm', 'length-mile': 'mile', 'length-yard': 'yard',
  'length-foot': 'foot', 'length-inch': 'inch', 'length-nautical-mile': 'nautical mile', 'length-light-year': 'light-year',
  'area-square-kilometer': 'km²', 'area-square-meter': 'm²', 'area-square-mile': 'square mile', 'area-hectare': 'hectare', 'area-acre': 'acre',
  'mass-tonne': 'tonne', 'mass-kilogram': 'kg', 'mass-gram': 'g', 'mass-milligram': 'mg', 'mass-ounce': 'ounce',
  'volume-liter': 'liter', 'volume-cubic-meter': 'm³', 'volume-barrel': 'barrel', 'volume-gallon': 'gallon',
  'power-gigawatt': 'GW', 'power-megawatt': 'MW', 'power-kilowatt': 'kW', 'energy-kilowatt-hour': 'kWh',
  'speed-kilometer-per-hour': 'km/h', 'speed-meter-per-second': 'm/s', 'speed-mile-per-hour': 'mph', 'speed-knot': 'knot',
  'temperature-celsius': '°C', 'temperature-fahrenheit': '°F', 'temperature-generic': 'degree', 'angle-degree': 'degree',
  'digital-gigabyte': 'GB', 'digital-megabyte': 'MB', 'digital-terabyte': 'TB', 'electric-volt': 'V',
};
const currencies = ('USD EUR GBP JPY CNY INR PKR RUB TRY IRR AFN SAR AED QAR KWD IQD LBP SYP EGP ILS JOD UAH CHF CAD AUD KRW BDT NPR LKR BRL MXN ZAR '
  + 'NGN KES MAD DZD TND LYD SDG YER OMR BHD AZN GEL AMD KZT PLN SEK NOK DKK HUF CZK RON ARS VES IDR MYR SGD THB PHP VND ETB UZS').split(' ');

/** Every string below `node`, whatever its shape. */
function* strings(node) {
  if (typeof node === 'string') yield node;
  else if (node) for (const value of Object.values(node)) yield* strings(value);
}

function table(lang) {
  const rows = new Map();
  const add = (kind, key, form) => {
    form = form.normalize('NFC').replace(/[\u200e\u200f\u061c]/g, '').replace(/[\u00a0\u202f]/g, ' ').replace(/\s+/g, ' ').trim();
    if (!form || form.includes(';')) return;
    const id = `${kind}\t${key}`;
    if (!rows.has(id)) rows.set(id, new Set());
    rows.get(id).add(form);
  };
  const letters = form => [...form.replace(/[^\p{L}]/gu, '')].length;
  for (const locale of locales[lang]) {
    dates(locale, add, letters);
    measures(locale, add, letters);
    numbers(locale, add);
  }
  words(lang, add);
  return [...rows].map(([id, forms]) => `${id}\t${[...forms].join('; ')}`);
}

function dates(locale, add, letters) {
  for (const [calendar, { letter, langs }] of Object.entries(calendars)) {
    if (langs && !langs.includes(locale.slice(0, 2))) continue;
    let months;
    for (const pack of [`cldr-dates-full/main/${locale}/ca-${calendar}.json`, `cldr-cal-${calendar}-full/main/${locale}/ca-${calendar}.json`]) {
      if (!fs.existsSync(path.join(modules, pack))) continue;
      const all = Object.values(json(pack).main)[0].dates.calendars;
      months = all[calendar]?.months;
      if (calendar === 'gregorian') {
        for (const form of ['format', 'stand-alone']) weekdays.forEach((day, at) => add('weekday', at + 1, all[calendar].days[form].wide[day]));
      }
    }
    for (const form of ['format', 'stand-alone']) for (const width of letter === 'g' ? ['wide', 'abbreviated'] : ['wide']) {
      for (const [number, name] of Object.entries(months?.[form]?.[width] ?? {})) {
        const text = typeof name === 'string' ? name : name._value;
        if (letters(text) > 1 && !/^M?\d/.test(text)) add('month', letter + number, text);
        if (['zh', 'ja'].includes(locale.slice(0, 2)) && calendar === 'gregorian' && !/\d/.test(text)) add('month', letter + number, text);
      }
    }
  }
  const fields = Object.values(json(`cldr-dates-full/main/${locale}/dateFields.json`).main)[0].dates.fields;
  const relative = new Map();
  for (const days of [-2, -1, 0, 1, 2]) {
    const text = fields.day[`relative-type-${days}`];
    // A word for both yesterday and tomorrow (Hindi) says neither.
    if (text && !/\d/.test(text)) relative.set(text, relative.has(text) ? null : days);
  }
  for (const [text, days] of relative) if (days !== null) add('relative', days, text);
}

function measures(locale, add, letters) {
  const { long, short } = Object.values(json(`cldr-units-full/main/${locale}/units.json`).main)[0].units;
  const patterns = (width, key) => [...strings(Object.fromEntries(Object.entries(width[key] ?? {}).filter(([name]) => /^(unitPattern|displayName|.*-count-)/.test(name))))];
  const bare = text => text.replace(/^[^{]*\{0\}/, '').replace(/\{0\}.*$/, '');
  for (const name of durations) {
    for (const text of patterns(long, `duration-${name}`)) add('duration', name, bare(text));
    for (const text of patterns(short, `duration-${name}`)) if (letters(bare(text)) > 1) add('duration', name, bare(text));
  }
  for (const [key, name] of Object.entries(units)) {
    for (const text of [...patterns(long, key), ...patterns(short, key)]) if (!['in', 'In', 'l', 'C', 'F'].includes(bare(text).trim())) add('unit', name, bare(text));
  }
}

function numbers(locale, add) {
  const all = Object.values(json(`cldr-numbers-full/main/${locale}/numbers.json`).main)[0].numbers;
  for (const [key, value] of Object.entries(all)) {
    if (/^symbols-numberSystem-(latn|arab|arabext|deva|beng)$/.test(key)) {
      add('decimal', '.', value.decimal);
      add('group', ',', /^\s$/u.test(value.group) ? 'space' : value.group);
    }
    if (/^decimalFormats-numberSystem-(latn|arab|arabext|deva|beng)$/.test(key)) {
      for (const width of ['long', 'short']) for (const [name, pattern] of Object.entries(value[width]?.decimalFormat ?? {})) {
        const at = /^(10+)-count-/.exec(name);
        const shape = /^(0+)\s*(.*)$/.exec(pattern.replace(/[\u200e\u200f]/g, '').replace(/'/g, ''));
        if (!at || !shape || !shape[2]) continue;
        const text = shape[2].trim();
        if ([...text].length > 1 || /\p{Script=Han}/u.test(text)) add('scale', Number(at[1]) / 10 ** (shape[1].length - 1), text);
      }
    }
  }
  const money = Object.values(json(`cldr-numbers-full/main/${locale}/currencies.json`).main)[0].numbers.currencies;
  for (const code of currencies) {
    const entry = money[code] ?? {};
    for (const [name, text] of Object.entries(entry)) {
      if (name.startsWith('displayName')) add('currency', code, text);
      else if (name === 'symbol' && text !== code && !/^[A-Za-z]+$/.test(text)) add('currency', code, text);
    }
  }
}

function words(lang, add) {
  const file = `cldr-rbnf/rbnf/${lang}.json`;
  if (!fs.existsSync(path.join(modules, file))) return;
  const rules = json(file).rbnf.rbnf.SpelloutRules;
  // These join tens and ones as two words in that order; the scanner adds them up.
  const joined = ['en', 'ru', 'uk', 'tr', 'az', 'fa', 'he', 'ar'].includes(lang);
  const cardinals = new Set();
  for (const name of Object.keys(rules)) {
    const cardinal = /^%spellout-(cardinal|numbering$|construct)/.test(name) && !/financial|verbose|alternate/.test(name);
    const ordinal = /^%spellout-ordinal/.test(name) && !/verbose/.test(name);
    if (!cardinal && !ordinal) continue;
    const wanted = [...Array(101).keys(), 200, 300, 400, 500, 600, 700, 800, 900, 1000, 2000];
    for (const number of wanted) {
      if (ordinal && (number === 0 || number > 40 && number % 10)) continue;
      const text = spell(rules, name, number).replace(/\u00ad/g, '');
      if (!text || /[\d=#]/.test(text)) continue;
      if (cardinal && joined && number % 10 && number > 20 && /[\s-]/.test(text)) continue;
      if (cardinal && number >= 100 && /[\s]/.test(text) && joined) continue;
      if (['zh', 'ja'].includes(lang) && cardinal && number > 10) continue;
      if (cardinal) cardinals.add(text);
      // Where the rules for ordinals end they give cardinals.
      if (ordinal && cardinals.has(text)) continue;
      add(ordinal ? 'ordinal' : 'number', number, text);
    }
  }
}

for (const lang of Object.keys(locales)) {
  const dir = path.join(out, lang);
  fs.mkdirSync(dir, { recursive: true });
  const head = '# Made by tools/cldr/values.mjs from CLDR 48 (Unicode-3.0, see assets/lang/UNICODE-LICENSE); do not edit: own additions stand in values-own.tsv.';
  fs.writeFileSync(path.join(dir, 'values.tsv'), [head, ...table(lang)].join('\n') + '\n');
}
