import { entryId } from '@enlace/wire'
import { type Player, publicAt, type Scene } from './scene.ts'

const secretariat: Player = ['mx', 'sspc', 'analyst']
const department: Player = ['us', 'dhs', 'analyst']

/** A record of the public record that each party reads for itself: `data/public-record.*.jsonl`. */
const publicRecord = (key: string) => entryId('note', 'public-record', key)

/** Days since the first reading is entered when the demonstration shows them. */
export const readingDays = 30

/** How each party tells what the other tells otherwise, or not at all: public accounts, each with its day and address. */
export const readingScenes: readonly Scene[] = [
  reading('mx reads analytical platforms', secretariat, 'c.analytical', {
    words:
      'La presidenta precisa que no hay conexión permanente: equipos y plataformas se piden por convenio, caso por caso. / The President says that no connection is permanent: equipment and platforms are asked for under an agreement, case by case.',
    source: 'Presidencia, 17 de diciembre de 2025',
    url: 'https://politica.expansion.mx/presidencia/2025/12/17/sheinbaum-afirma-que-no-sera-permanente-la-conexion-de-plataformas-de-inteligencia-con-eu',
    on: '2025-12-17',
  }),
  reading('us reads analytical platforms', department, 'c.analytical', {
    words:
      'The Department of State names the “interconnection of analytical platforms” as agreed. / El Departamento de Estado nombra la conexión de plataformas analíticas como acordada.',
    source: 'Department of State, December 2025, as reported',
    url: 'https://www.infobae.com/mexico/2025/12/17/mexico-se-comprometio-a-interconectar-plataformas-de-inteligencia-para-combatir-drones-en-la-frontera-anuncio-eeuu/',
    on: '2025-12-16',
  }),
  reading('mx reads extraditions', secretariat, 'c.extraditions', {
    words:
      'El texto de la SRE habla de resultados en cooperación judicial; no dice acelerar extradiciones ni transferencias. / The SRE’s text speaks of results in judicial cooperation; it does not say that extraditions or transfers are accelerated.',
    source: 'SRE, 24 de enero de 2026',
    url: 'https://www.proceso.com.mx/nacional/2026/1/24/mexico-eu-acuerdan-aumentar-el-intercambio-de-informacion-sobre-casos-prioritarios-sre-367171.html',
    on: '2026-01-24',
  }),
  reading('us reads actions inside', department, 'c.us-actions', {
    words:
      'The account of the Department of State says nothing of sharing more on actions inside the United States. / El relato del Departamento de Estado no dice nada de compartir más sobre acciones en Estados Unidos.',
    source: 'Department of State, 24 January 2026, as reported',
    url: 'https://www.eluniversal.com.mx/mundo/mexico-y-eu-acuerdan-acelerar-entregas-de-capos-del-narco-celebran-tercera-reunion-de-seguridad/',
    on: '2026-01-24',
  }),
  reading('us reads tangible actions', department, 'c.tangible', {
    words:
      'Gradual progress is called unacceptable; “concrete and verifiable” results will be asked for. / El avance gradual se califica de inaceptable; se pedirán resultados «concretos y verificables».',
    source: 'Department of State, 15 January 2026',
    on: '2026-01-15',
  }),
]

type Told = { readonly words: string; readonly source: string; readonly url?: string; readonly on: string }

function reading(name: string, by: Player, commitment: string, { words, source, url, on }: Told): Scene {
  return {
    name,
    by,
    kind: 'commitment-reading',
    day: 2,
    for: by === secretariat ? 'dhs' : 'sspc',
    object: {
      abstract: 'Lo que dice un relato público / What a public account says',
      content: words,
      labels: ['public-record'],
      object_refs: [publicRecord(commitment)],
    },
    fields: { says: 'reads', source, said_on: on, ...(url === undefined ? {} : { source_url: url }) },
    envelope: { retention: 'case', purpose: 'Public accounts of what was agreed', person_status: 'none', ...publicAt(by) },
  }
}
