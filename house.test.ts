import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, matchesGlob, normalize, relative } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { routes } from '@enlace/api'
import { actions } from '@enlace/policy'

/** The repository's own laws: what a machine can check of how we write here. Each law prints every place that breaks it. */

const root = import.meta.dirname

/** Packages from the lowest shelf up, and what each may import of the others. */
const shelves: Readonly<Record<string, readonly string[]>> = {
  core: [],
  proof: ['core'],
  records: ['core'],
  policy: ['core', 'records'],
  wire: ['core', 'proof', 'records'],
  documents: ['core', 'records'],
  api: ['core', 'records'],
  site: [],
  node: ['core', 'proof', 'records', 'policy', 'wire', 'documents', 'api', 'site'],
  web: ['core', 'proof', 'records', 'api'],
  verify: ['core', 'proof'],
  witness: ['core', 'proof'],
}
const pure = ['core', 'records', 'policy', 'api', 'site']
const stages = ['intake', 'log', 'release', 'exchange', 'projection', 'http', 'cli']

/** SHA-256 of every migration: released ones never change, new ones are added here. */
const migrations: Readonly<Record<string, string>> = {
  '0048-public-questions.sql': '294b74af88262c3167c8ed507c307da2e5e6e86724bb65228a462932d8bacff1',
  '0051-sealed-parts.sql': '98fb2848a43f0ceacdac1aa8a3166d330991036209f5b073690a9d5d9be79a48',
  '0053-withheld-values.sql': '71d6b7c6fafa30a40fc277cb33b533d8629c18db73279964f65c88a693644e8b',
  '0001-spine.sql': 'b8c735c91c059e173dbbab3a0d8302f7023dc627c3140b4699a547260b93a17a',
  '0002-receipted-work.sql': '864bd18a46163442f91a0cb803e33d85e953a34838e4ce5be680194d8c698149',
  '0003-inline-bodies.sql': '759857c1bd1d43402744e035c2ebddca0288489434c87b5c6571a4548e9fe50d',
  '0004-files.sql': '3d89bda38ef3a68d2b6434e250653414c19d2178a61cbde7e9dce2179f37517c',
  '0005-inbox.sql': '81a9fe8a9e41672d6ca65038c2c49205ce8e404ec91f31ac75ed29e000eddfa6',
  '0006-clearance.sql': '3ed8776594f6445c8f55de3320d96c7a7c6cb81b37e20268b30edc11547e3318',
  '0008-seen.sql': '5fb2e04b05ba9193953e55d5057274ffb5746ac806eaf90e3526a9aec6d91594',
  '0010-lists-and-series.sql': 'aba29761aff287b5ffd103881ead082d4109578e325726cea1d58868e8bb0d0c',
  '0016-courier.sql': '626d59baa32e54a6e261382ef79a24e54f51e8ea24364ba5357722c4bf4945ed',
  '0017-witnessed.sql': '69a651a18f877dce9a1b43dc438539ccdf028ff19588dcb88d1b55498a382d36',
  '0020-tear-lines.sql': '7c9abc35e7e2a915fb017bf1ed173da7bfb1737f0459b226f6a2b4c9ba9f0d21',
  '0023-retention.sql': '8892a66bdc3658cfb5cef70d551475078e33d0df30e078259da5ac857d72f8b5',
  '0018-key-entries.sql': 'c98353fbe4dd38617a736d6f44620f8f6aa5e0e8e1bcddbee2cd435275cb64cc',
  '0027-search-key.sql': '3298355721805be0e7c3f4e34870d15900174f5dabffd299d0d4602f85bbd99b',
  '0028-timestamps.sql': '96e4507c9497a553c1b54902e729235276295a668a0e786180a88f20466da83a',
  '0030-sealed-entries.sql': 'ddf40cfdd817b3b7a18568db1046fb0f12ce6d7dee33dc5de71050c049b0bfaf',
  '0031-recall-tree.sql': '72eb7c09195ead29f529b1ecba06ae634b54cef56c38e3654c3be16ce6224693',
  '0034-requests.sql': '69fb4473ee391164032e67054311f7dae01c4a5bfc8b64a8d4efe2e8c259bd8e',
  '0035-cases.sql': 'a336032dd6fcd71d2e78affd7ebd15a1df8dfde36b417c6467ca25d460c5cd52',
  '0038-request-flow.sql': '21ce0fb3b331ad94f58c34be61d467a3d2d66dbf8ea9084d4ec9fda4ed443115',
  '0041-passports.sql': 'a0068a87b80c33fc964f225e76d3ef8b335da98604af4d8fcba68c20704fd7a1',
  '0046-results.sql': 'f08a8d14c54b28871f1d649be068397786fb6ddafc1f5d3b00433a2e4c502ff4',
  '0036-rights.sql': 'fab9f02527fe28080aa91905f5f036c945a9e926a9d4245cf5dc521287ddfbb6',
  '0007-people.sql': 'd680749bcf71a71dc8f913002b77be6be4db2f4521e34f3dbe515d5a315f3b48',
  '0009-drafts.sql': '16e9d046e2f0651fbc069e36a56a4aebbdb76522c73bcb01e9917de17960c878',
  '0011-recall.sql': 'f2e4181b8a968c5df001624b6f242262948343f03357c184921b3aacc09b94d2',
  '0022-lanes.sql': '3489829d02b00f31b23463921b1943eba5459e04c10a43fd317d1ba76b1e6fa0',
  '0019-recovery.sql': '304ff425a2127a584fde1d8a2100df7614858043a694c3105d247fd86bf68c98',
  '0029-epochs.sql': '4b093661c72449e85903b2669b2cb1f18cf771703a5546f8a428ccf1b1cfa36d',
}

/** Messages that are rightly the same in English and Spanish, by `<area>.<key>`: names, signs and words that both languages share. */
const sameInBoth: readonly string[] = ['record.files.hash']

/** What may stand between tags: the product's name, and what is printed on a key. */
const wordsOnPages: readonly string[] = ['Enlace', 'Enter']

type Source = {
  readonly path: string
  readonly text: string
  readonly isTest: boolean
  readonly home: string
  readonly imports: readonly string[]
}

const skipped = new Set(['node_modules', 'dist', '.git', '.enlace', 'coverage'])
const allPaths = listFiles(root)
const sources: readonly Source[] = allPaths
  .filter((path) => /^(packages|tools)\/.*\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map(readSource)
const manifests = new Map(
  allPaths
    .filter((path) => /^(packages|tools)\/[^/]+\/package\.json$/.test(path))
    .map((path) => [dirname(path), readJson(path) as Manifest]),
)

type Manifest = {
  readonly name: string
  readonly exports?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

test('packages import downwards only, and only through the front door', () => {
  const doors = new Set([...manifests.values()].flatMap(({ name, exports = {} }) => Object.keys(exports).map((door) => join(name, door))))
  check(sources, ({ home, imports, isTest, path }) =>
    imports.filter((name) => {
      const target = normalize(join(dirname(path), name))
      // Data packs are nobody's code: any shelf may read them, and its bundler carries them along.
      if (name.startsWith('.')) return !target.startsWith(`${home}/`) && !/^packs\/.*\.json$/.test(target)
      if (!name.startsWith('@enlace/')) return false
      if (!doors.has(name)) return true
      // Where other people's vectors lie is the one thing that tests of every shelf ask of a tool.
      if (isTest && name === '@enlace/fleet/shared-data') return false
      const [, other = ''] = name.split('/')
      const own = home.replace(/^(packages|tools)\//, '')
      if (home.startsWith('tools/')) return other === own
      return !(shelves[own] ?? []).includes(other)
    }),
  )
})

test('the pure shelves touch neither disk, network, clock nor process', () => {
  check(sources, ({ home, imports, isTest, text }) => {
    if (isTest || !pure.includes(home.replace('packages/', ''))) return []
    const calls = withoutComments(text).match(/\b(Date\.now\(|new Date\(\)|performance\.now\(|Math\.random\(|setTimeout\(|fetch\()/g) ?? []
    return [...imports.filter((name) => name.startsWith('node:')), ...calls]
  })
})

test('a stage of the node imports the store and packages, never another stage', () => {
  check(sources, ({ path, imports, isTest }) => {
    const [, stage = ''] = /^packages\/node\/src\/([^/]+)\//.exec(path) ?? []
    const closed = stage === 'store' || stages.includes(stage)
    if (!closed || isTest) return []
    return imports.filter((name) => {
      const target = normalize(join(dirname(path), name)).replace('packages/node/src/', '')
      if (!name.startsWith('.') || target.startsWith(`${stage}/`)) return false
      // The command line is the outermost edge: it reads the configuration and starts what is assembled.
      return stage === 'store' || (!target.startsWith('store/') && !(stage === 'cli' && !target.includes('/')))
    })
  })
})

test('every import is declared by its package, with an exact version', () => {
  const rootManifest = readJson('package.json') as Manifest
  check(sources, ({ home, imports, isTest }) => {
    const own = manifests.get(home)
    const inTests = isTest ? { ...rootManifest.devDependencies, '@enlace/fleet': '' } : {}
    const declared = { ...own?.dependencies, ...own?.devDependencies, ...own?.optionalDependencies, ...inTests }
    return imports.filter((name) => !/^(\.|node:|virtual:|\$)/.test(name) && !(packageOf(name) in declared))
  })
  for (const [home, { dependencies = {}, devDependencies = {} }] of manifests) {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    )
    assert.deepEqual(loose, [], home)
  }
})

test('every declared dependency is imported somewhere in its package', () => {
  const idle = [...manifests].flatMap(([home, { dependencies = {} }]) => {
    const code = allPaths.filter((path) => path.startsWith(`${home}/`) && /\.(tsx?|js|css)$/.test(path))
    const used = new Set(code.flatMap((path) => importsOf(read(path))).map(packageOf))
    return Object.keys(dependencies).flatMap((name) => (used.has(name) ? [] : [`${home}: ${name}`]))
  })
  assert.deepEqual(idle, [])
})

test('only config files read the environment', () => {
  const readers = /^packages\/node\/src\/config\.ts$|^tools\/[^/]+\/src\/config\.ts$|^tools\/fleet\/src\/shared-data\.ts$/
  check(sources, ({ path, text }) => (readers.test(path) ? [] : (withoutComments(text).match(/\bprocess\.env\b/g) ?? [])))
})

test('tests lie where the runner looks: no .test.tsx, no folder named test, none left alone', () => {
  assert.deepEqual(
    allPaths.filter((path) => path.endsWith('.test.tsx') || /(^|\/)test\//.test(path)),
    [],
  )
  check(sources, ({ isTest, text }) => (isTest ? (text.match(/\b(test|describe|it)\.(only|skip|todo)\(/g) ?? []) : []))
  // What runs in one process and what needs one for each file: between them every test, once.
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const globs = ['test:calm', 'test:nodes'].flatMap((name) =>
    [...(scripts[name] ?? '').matchAll(/"([^"]+)"/g)].map(([, glob]) => glob ?? ''),
  )
  assert.deepEqual(
    allPaths.filter((path) => path.endsWith('.test.ts') && globs.filter((glob) => matchesGlob(path, glob)).length !== 1),
    [],
  )
})

test('every locale says the same things, with the same blanks, in its own words', () => {
  const locales = readdirSync(join(root, 'packs/locales'))
  const areas = new Set(locales.flatMap((locale) => readdirSync(join(root, 'packs/locales', locale))))
  const wrong: string[] = []
  for (const area of areas) {
    const texts = new Map(locales.map((locale) => [locale, readMessages(locale, area)]))
    const [en, es] = [texts.get('en') ?? {}, texts.get('es') ?? {}]
    // English labels of kinds stand in the kind files; the records shelf tests their Spanish for completeness.
    if (area !== 'kinds.json') {
      const keys = new Set([...texts.values()].flatMap((messages) => Object.keys(messages)))
      for (const [locale, messages] of texts) for (const key of keys) if (!messages[key]) wrong.push(`${locale}/${area} lacks ${key}`)
    }
    for (const key of Object.keys(en)) {
      if (es[key] === undefined) continue
      const name = `${area.replace('.json', '')}.${key}`
      if (blanksOf(en[key]!) !== blanksOf(es[key]!)) wrong.push(`${name}: other blanks`)
      if (en[key] === es[key] && /\p{L}{3}/u.test(en[key]!.replaceAll(/\{[^{}]*\}/g, '')) && !sameInBoth.includes(name))
        wrong.push(`${name}: the same in both`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('no text for people stands in code: it lives in the locale packs', () => {
  check(sources, ({ path, text, isTest }) => {
    if (isTest || !/^packages\/(web|node)\/src\//.test(path)) return []
    const code = withoutComments(text)
    // A word of five letters with an accent is Spanish prose; shorter ones are endings and letters that folding needs.
    const literals = [...code.matchAll(/(['"`])((?:(?!\1)[^\\\n])*)\1/g)].map((match) => match[2] ?? '')
    const accented = literals.filter((literal) => /[áéíóúñÁÉÍÓÚÑ¿¡]/.test(literal) && /\p{L}{5}/u.test(literal))
    if (!path.endsWith('.tsx')) return accented
    const words = [...code.matchAll(/>\s*(\p{L}[^<>{}=;()]*\p{L}{2}[^<>{}=;()]*?)\s*<\//gu)].map((match) => match[1] ?? '')
    const attributes = [
      ...code.matchAll(/\b(?:label|title|placeholder|alt|description|aria-label|aria-description)="[^"]*\p{L}{2}[^"]*"/gu),
    ]
    return [...accented, ...words.filter((word) => !wordsOnPages.includes(word)), ...attributes.map(([found]) => found)]
  })
})

test('generated files are what their generators print', async () => {
  const folder = 'tools/gen/src'
  const generators = readdirSync(join(root, folder)).filter(
    (name) => /(?<!\.test)\.ts$/.test(name) && read(`${folder}/${name}`).includes("'--check'"),
  )
  assert.ok(generators.length > 0)
  await Promise.all(generators.map((name) => promisify(execFile)(process.execPath, [join(root, folder, name), '--check'])))
})

test('every action, and the part of the work that it belongs to, has a name in every language', () => {
  for (const locale of readdirSync(join(root, 'packs/locales'))) {
    const names = readMessages(locale, 'people.json')
    const wanted = actions.flatMap((action) => [`action.${action}`, ...(action.includes('.') ? [`area.${action.split('.')[0]}`] : [])])
    assert.deepEqual(
      wanted.filter((key) => names[key] === undefined),
      [],
      locale,
    )
  }
})

test('a decision note is at most forty lines, and has a number of its own', () => {
  const notes = readdirSync(join(root, 'docs/decisions')).sort()
  assert.equal(new Set(notes.map((name) => name.slice(0, 4))).size, notes.length)
  for (const name of notes) {
    assert.match(name, /^\d{4}-[a-z0-9-]+\.md$/)
    assert.ok(read(`docs/decisions/${name}`).trimEnd().split('\n').length <= 40, `${name} is too long`)
  }
})

test('a migration that was released never changes', () => {
  const folder = 'packages/node/src/store/migrations'
  const found = readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const hashes = Object.fromEntries(
    found.map((name) => [
      name,
      createHash('sha256')
        .update(read(`${folder}/${name}`))
        .digest('hex'),
    ]),
  )
  assert.deepEqual(hashes, migrations)
})

test('every action that a route asks for is one that the policy decides about', () => {
  const asked = Object.values(routes)
    .filter((route) => route.signIn !== 'none')
    .map((route) => route.action)
  assert.deepEqual(asked.sort(), [...actions].sort())
})

test('the licence is there, and nothing names the machine it was written on', () => {
  assert.match(read('LICENSE'), /Apache License\s+Version 2\.0/)
  for (const [home, manifest] of manifests) assert.equal((manifest as { license?: string }).license, 'Apache-2.0', home)
  // Put together here, so that this file does not hold what it looks for.
  const forbidden = new RegExp(
    `/wo${'rk'}/(main|shared|brief)|/ro${'ot'}/|/tmp/bas${'h'}_jobs|registr${'y'}\\.(npmjs|yarnpkg)|artifactor${'y'}|ver${'daccio'}`,
    'i',
  )
  const texts = allPaths.filter((path) => /\.(tsx?|jsx?|json|md|sql|sh|css|html|ya?ml)$/.test(path) || path.startsWith('.ci/'))
  const places = texts.flatMap((path) => (forbidden.test(read(path)) ? [`${path}: ${forbidden.exec(read(path))?.[0]}`] : []))
  assert.deepEqual(places, [])
})

test('every test that the acceptance page names is there', () => {
  const gone: string[] = []
  for (const line of readFileSync(join(root, 'docs/acceptance.md'), 'utf8').split('\n')) {
    let file: string | undefined
    for (const [, path, name] of line.startsWith('|') ? line.matchAll(/`([^`]+)`|“([^”]+)”/g) : []) {
      if (path !== undefined) {
        file = /^[\w./-]+\/[\w.-]+\.ts$/.test(path) ? path : undefined
        if (file !== undefined && !existsSync(join(root, file))) gone.push(file)
      } else if (file?.endsWith('.test.ts') && name?.endsWith('…') && existsSync(join(root, file))) {
        const said = name.slice(0, -1).trim().replaceAll('…', '')
        if (!readFileSync(join(root, file), 'utf8').includes(said)) gone.push(`${file}: ${name}`)
      }
    }
  }
  assert.deepEqual(gone, [])
})

test('every link inside the documentation leads somewhere', () => {
  const pages = allPaths.filter((path) => path.endsWith('.md'))
  const links = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)].map((match) => ({ page, to: match[1] ?? '' })),
  )
  assert.deepEqual(
    links.filter(({ page, to }) => !existsSync(join(root, dirname(page), to))),
    [],
  )
})

/** Runs a law over every source and shows all that break it at once. */
function check(over: readonly Source[], law: (source: Source) => readonly string[]): void {
  const broken = over.flatMap((source) => law(source).map((what) => `${source.path}: ${what}`))
  assert.deepEqual(broken, [])
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    if (skipped.has(item.name)) return []
    const path = join(folder, item.name)
    return item.isDirectory() ? listFiles(path) : item.isFile() ? [relative(root, path)] : []
  })
}

function readSource(path: string): Source {
  const text = read(path)
  const home = path.split('/').slice(0, 2).join('/')
  const isTest = /\.test\.ts$/.test(path)
  return { path, text, home, isTest, imports: importsOf(text) }
}

function importsOf(text: string): string[] {
  const found = withoutComments(text).matchAll(
    /(?:^|[;\s}])(?:from|import(?:\.meta\.resolve)?)\s*\(?\s*(?:type\s+)?['"]([^'"\n]+)['"]|@import\s+['"]([^'"]+)['"]/g,
  )
  return [...found].map((match) => match[1] ?? match[2] ?? '')
}

/** Good enough for laws: block comments and lines that are comments go; a comment behind code stays. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The names of a message's blanks and their types, in order of name: `{count, plural, …}` is `count,plural`. */
function blanksOf(message: string): string {
  return [
    ...new Set(
      [...message.matchAll(/\{\s*(\w+)\s*(?:,\s*(\w+)|\})/g)].map(([, name, type]) => (type === undefined ? name : `${name},${type}`)),
    ),
  ]
    .sort()
    .join(' ')
}

function readMessages(locale: string, area: string): Record<string, string> {
  const path = `packs/locales/${locale}/${area}`
  return existsSync(join(root, path)) ? (readJson(path) as Record<string, string>) : {}
}

function readJson(path: string): unknown {
  return JSON.parse(read(path))
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
