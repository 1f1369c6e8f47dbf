import type { Desk } from './browser-desk.ts'
import { settled } from './browser-desk.ts'
import type { ShownCase } from './play-case.ts'

/** A page of which a picture is made: its name, who looks at it, and how to come there. */
export type ShownPage = {
  readonly name: string
  /** Sign-in name without the agency. */
  readonly who: string
  /** The first agency of the party unless told. */
  readonly agency?: Readonly<Record<'mx' | 'us', string>>
  readonly at: string | ((shown: ShownCase) => string)
  /** What is done on the page before the picture. */
  readonly before?: (desk: Desk, party: 'mx' | 'us') => Promise<void>
}

const messages = {
  mx: 'FICTICIO. Tractocamión blanco rumbo al norte por el puente Comercio Mundial, placas 45-AB-7C de Tamaulipas, contenedor CSQU 305438 4, llega 15:40. Probable fentanilo, 200 kg. Chofer armado. Favor de inspeccionar.',
  us: 'FICTIONAL. White tanker southbound to World Trade Bridge, plate LKJ-482-B Tamaulipas, two grey pickups escort. Rifles suspected, 12 pieces. Please stop.',
} as const

// Who holds the list of organisations on each side. No picture opens a list of persons.
const keepers = { mx: 'uif', us: 'doj' } as const

/** Provisional arrest, and the same with an amparo on day twenty. */
const simulated =
  '/simulator?law=extradition-treaty-1978&ask=us&of=mx&a=arrested.2026-01-05~heard_by_judge.2026-01-10&b=arrested.2026-01-05~heard_by_judge.2026-01-10~amparo_suspension.2026-01-25~amparo_resolved.2026-03-26'

/** Every main page, in the order of a shift; pages of one person stand together, so that each signs in once. */
export const shownPages: readonly ShownPage[] = [
  { name: 'inbox', who: 'duty-officer', at: '/inbox' },
  { name: 'inbox-item', who: 'duty-officer', at: '/inbox', before: openFirst('a[data-entry]', 'section > header h2') },
  { name: 'new-alert', who: 'duty-officer', at: '/new', before: pasteMessage },
  { name: 'drafts', who: 'duty-officer', at: '/drafts' },
  { name: 'record', who: 'duty-officer', at: ({ answered }) => `/records/${answered}` },
  { name: 'proof', who: 'duty-officer', at: ({ answered }) => `/records/${answered}`, before: openProof },
  { name: 'records', who: 'duty-officer', at: '/records' },
  { name: 'search', who: 'duty-officer', at: '/search?q=rifle' },
  { name: 'exchange', who: 'duty-officer', at: '/exchange' },
  { name: 'agencies', who: 'duty-officer', at: '/agencies' },
  { name: 'roster', who: 'duty-officer', at: '/roster' },
  { name: 'requests', who: 'duty-officer', at: '/requests?show=open' },
  { name: 'cases', who: 'duty-officer', at: '/cases' },
  { name: 'case', who: 'duty-officer', at: '/cases', before: openFirst('main a[href^="/cases/"]', 'main h2') },
  { name: 'programme', who: 'analyst', at: '/programme' },
  { name: 'results', who: 'analyst', at: '/programme/results' },
  { name: 'mechanism', who: 'analyst', at: '/programme', before: openFirst('main a[href^="/programme/mechanisms/"]') },
  { name: 'session', who: 'analyst', at: '/programme', before: openFirst('main a[href^="/programme/sessions/"]') },
  { name: 'programmes', who: 'analyst', at: '/programme/programmes' },
  { name: 'publication', who: 'secretariat', at: '/programme/publication' },
  { name: 'of-programme', who: 'analyst', at: '/programme/programmes', before: openFirst('main a[href^="/programme/programmes/note"]') },
  { name: 'offices', who: 'analyst', at: '/programme/offices' },
  { name: 'commitments', who: 'analyst', at: '/commitments' },
  { name: 'indicators', who: 'analyst', at: '/programme/indicators' },
  { name: 'briefs', who: 'analyst', at: '/programme/briefs' },
  { name: 'brief-ministerial', who: 'analyst', at: '/programme/brief/ministerial' },
  { name: 'brief-delta', who: 'analyst', at: '/programme/brief/delta' },
  { name: 'brief-reciprocity', who: 'analyst', at: '/programme/brief/reciprocity' },
  { name: 'brief-community', who: 'analyst', at: '/programme/brief/community' },
  { name: 'follow-up', who: 'analyst', at: '/programme/follow-up' },
  { name: 'register', who: 'analyst', at: '/programme/register' },
  { name: 'evaluations', who: 'analyst', at: '/programme/evaluations' },
  {
    name: 'evaluation',
    who: 'analyst',
    at: '/programme/evaluations',
    before: openFirst('main a[href^="/programme/evaluations/"]'),
  },
  { name: 'statements', who: 'analyst', at: '/programme/statements' },
  {
    name: 'statement',
    who: 'analyst',
    at: '/programme/statements',
    before: openFirst('main a[href^="/programme/statements/note"]', 'main h2'),
  },
  { name: 'new-statement', who: 'analyst', at: '/programme/statements/new' },
  { name: 'joint-drafts', who: 'secretariat', at: '/programme/drafts' },
  { name: 'joint-draft', who: 'secretariat', at: '/programme/drafts', before: openFirst('main a[href^="/programme/drafts/"]') },
  {
    name: 'joint-released',
    who: 'minister',
    at: '/programme/drafts',
    before: openFirst(
      'main section:has-text("FICTICIO: declaración conjunta de la reunión de ejemplo") a, main section:has-text("FICTIONAL: joint statement of the example meeting") a',
    ),
  },
  { name: 'groups', who: 'analyst', at: '/groups' },
  { name: 'contact-reports', who: 'duty-officer', at: '/contact-reports' },
  { name: 'notes', who: 'duty-officer', at: '/notes' },
  { name: 'new-note', who: 'duty-officer', at: '/notes/new' },
  { name: 'request-flow', who: 'duty-officer', at: '/requests/flow' },
  { name: 'new-request', who: 'duty-officer', at: '/requests/new?form=extradition' },
  { name: 'rights', who: 'duty-officer', at: '/rights' },
  { name: 'help', who: 'duty-officer', at: '/help' },
  { name: 'identifiers', who: 'duty-officer', at: '/identifiers', before: checkNumbers },
  { name: 'instruments', who: 'duty-officer', at: '/instruments' },
  { name: 'instrument', who: 'duty-officer', at: '/instruments/extradition-law-mx-1975' },
  { name: 'simulator', who: 'duty-officer', at: simulated },
  { name: 'terms', who: 'duty-officer', at: '/terms' },
  { name: 'design', who: 'duty-officer', at: '/design' },
  { name: 'lists', who: 'analyst', agency: keepers, at: '/lists' },
  { name: 'list', who: 'analyst', agency: keepers, at: '/lists/ofac-sdn' },
  { name: 'list-entry', who: 'analyst', agency: keepers, at: '/lists/ofac-sdn', before: openFirst('main a[href^="/records/"]', 'main h2') },
  { name: 'series', who: 'analyst', at: '/series' },
  { name: 'series-chart', who: 'analyst', at: '/series', before: openFirst('main a[href^="/series/"]') },
  { name: 'release', who: 'releasing-officer', at: '/release' },
  { name: 'release-task', who: 'releasing-officer', at: '/release', before: openFirst('main li a') },
  { name: 'evidence', who: 'releasing-officer', at: ({ answered }) => `/evidence?record=${answered}` },
  { name: 'verify', who: 'releasing-officer', at: '/verify' },
  { name: 'clearances', who: 'secretariat', at: '/clearance' },
  { name: 'clearance', who: 'secretariat', at: '/clearance', before: openFirst('main a[href^="/clearance/"]') },
  { name: 'proposals', who: 'secretariat', at: '/proposals' },
  { name: 'retention', who: 'secretariat', at: '/retention' },
  { name: 'people', who: 'administrator', at: '/people' },
  { name: 'roles', who: 'administrator', at: '/roles' },
  { name: 'agreements', who: 'legal-adviser', at: '/agreements' },
]

function openFirst(selector: string, beside?: string): (desk: Desk) => Promise<void> {
  return async ({ page }) => {
    const link = page.locator(selector).first()
    await link.waitFor({ timeout: 8_000 })
    await link.click()
    // What lies below another page carries a trail; what opens beside a list, a heading of its own.
    await page
      .locator(beside ?? 'main nav ol [aria-current=page]')
      .first()
      .waitFor()
    await settled(page)
  }
}

async function pasteMessage({ page }: Desk, party: 'mx' | 'us'): Promise<void> {
  await page.locator('textarea').first().fill(messages[party])
  await page.locator('li:has-text("CSQU"), li:has-text("LKJ")').first().waitFor()
}

async function openProof({ page }: Desk): Promise<void> {
  await page.locator('#proof').waitFor()
  await page.locator('section:has(#proof) summary').click()
  await page.locator('#proof').evaluate((heading) => heading.scrollIntoView({ block: 'start' }))
}

async function checkNumbers({ page }: Desk): Promise<void> {
  await page.locator('#content textarea').first().fill('CSQU 305438 4\n1M8GDM9AXKP042788\n032180000118359719\nXAXX010101000')
  await page.locator('#content button[type=submit]').click()
  await page.locator('#content table').waitFor()
}
