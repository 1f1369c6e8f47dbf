import { parseJson } from '@enlace/core'
import { checkResult, figuresOfSeal, parseResultDocument, type ResultVerdict } from '@enlace/proof/browser'

/** Words of the page by language, put in when it is built; a blank is `{name}`. */
declare const words: Readonly<Record<'es' | 'en', Readonly<Record<string, string>>>>

/** Of a sealed result (docs/formats/sealed-result.md). */
const mostBytes = 67_108_864

const language = /^en\b/i.test(navigator.language) ? 'en' : 'es'
document.documentElement.lang = language
for (const part of document.querySelectorAll<HTMLElement>('[data-say]')) part.textContent = say(part.dataset.say ?? '')
document.title = say('title')
const chooser = document.querySelector<HTMLInputElement>('#file')
const keys = document.querySelector<HTMLTextAreaElement>('#keys')
const shown = document.querySelector<HTMLElement>('#shown')
const check = () => void look(chooser?.files?.[0], keys?.value.trim() ?? '')
chooser?.addEventListener('change', check)
keys?.addEventListener('change', check)

function say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return (words[language][key] ?? key).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** Checks a file where it lies: nothing is asked of any network. */
async function look(file: File | undefined, trusted: string): Promise<void> {
  if (file === undefined) return
  const bytes = file.size > mostBytes ? undefined : new Uint8Array(await file.arrayBuffer())
  const json = bytes === undefined ? undefined : parseJson(bytes, { maxBytes: mostBytes, maxDepth: 16 })
  const read = json?.ok ? parseResultDocument(json.value.value) : undefined
  if (!read?.ok) return show([['p', say('malformed')]], 'bad')
  const verdict = await checkResult(read.value, trusted === '' ? {} : { trustedKeys: `${trusted}\n` })
  show(tell(verdict), verdict.ok ? 'good' : 'bad')
}

function tell({ ok, seal, signedBy, proves, cover, ownKeys, steps }: ResultVerdict): readonly Line[] {
  const failed = steps.find((step) => !step.ok)
  if (!ok || seal === null)
    return [
      ['h2', say('fails')],
      ['p', say(`failed.${failed?.code ?? 'seal_signed'}`)],
    ]
  return [
    ['h2', say('holds')],
    ['p', say(`proves.${proves}`, { by: signedBy.join(', ') })],
    ['p', say(`cover.${cover}`)],
    ['dt', say('value')],
    ['dd', amountOf(figuresOfSeal(seal).figure ?? '–', seal.unit)],
    ['dt', say('events')],
    ['dd', String(seal.count)],
    ['dt', say('indicator')],
    ['dd', seal.indicator],
    ['dt', say('period')],
    ['dd', `${seal.period.from} – ${seal.period.to}`],
    ['dt', say('sealed')],
    ['dd', new Date(seal.at).toISOString()],
    ['dt', say('logs')],
    ...seal.logs.map(({ origin, size }): Line => ['dd', `${origin} (${size})`]),
    ['p', say(ownKeys ? 'keys.own' : 'keys.brought')],
    ['p', say('not')],
  ]
}

function amountOf(n: string, unit: string): string {
  const key = `result.unit.${unit}${n === '1' ? '.one' : ''}`
  return Object.hasOwn(words[language], key) ? say(key, { n }) : `${n} ${unit}`
}

type Line = readonly [tag: 'h2' | 'p' | 'dt' | 'dd', text: string]

function show(lines: readonly Line[], tone: 'good' | 'bad'): void {
  if (shown === null) return
  shown.className = tone
  let list: HTMLElement | undefined
  const made: HTMLElement[] = []
  for (const [tag, text] of lines) {
    const line = document.createElement(tag)
    line.textContent = text
    if (tag === 'dt' || tag === 'dd') {
      if (list === undefined) {
        list = document.createElement('dl')
        made.push(list)
      }
      list.append(line)
    } else made.push(line)
  }
  shown.replaceChildren(...made)
}
