import type { Sql } from 'postgres'

// Element type and its array type, as every PostgreSQL numbers them (src/include/catalog/pg_type.dat).
const arrayTypes: readonly (readonly [element: number, array: number])[] = [
  [16, 1000], // boolean
  [17, 1001], // bytea
  [19, 1003], // name
  [20, 1016], // bigint
  [21, 1005], // smallint
  [23, 1007], // integer
  [25, 1009], // text
  [26, 1028], // oid
  [114, 199], // json
  [701, 1022], // double precision
  [1043, 1015], // varchar
  [1082, 1182], // date
  [1184, 1185], // timestamptz
  [1700, 1231], // numeric
  [2950, 2951], // uuid
  [3802, 3807], // jsonb
]

type Parse = (text: string) => unknown
type Serialize = (value: unknown) => string
type Tables = {
  readonly parsers: Record<number, Parse | undefined>
  readonly serializers: Record<number, Serialize | undefined>
  readonly shared: { readonly typeArrayMap: Record<number, number> }
}

/**
 * Teaches a pool the array types, of one dimension. The driver would ask the server on each new connection: too late for the statement that opened
 * it, and with a rejection that nobody catches when the connection dies meanwhile.
 */
export function learnArrayTypes(sql: Sql): void {
  const { parsers, serializers, shared } = sql.options as unknown as Tables
  for (const [element, array] of arrayTypes) {
    shared.typeArrayMap[element] = array
    parsers[array] = (text) => parseArray(text, parsers[element])
    const write = (values: readonly unknown[]) => (element === 17 ? serializeBytes(values) : serializeArray(values, serializers[element]))
    serializers[array] = (values) => (Array.isArray(values) ? write(values) : String(values))
  }
}

/** Writes `{…}` (PostgreSQL manual, Array Input and Output Syntax); every element but a number is quoted. */
export function serializeArray(values: readonly unknown[], serialize: Serialize | undefined): string {
  const elements = values.map((value) => {
    if (value === undefined) throw new TypeError('undefined in an array for the database')
    if (value === null) return 'NULL'
    if (typeof value === 'number') return String(value)
    const text = serialize === undefined ? String(value) : serialize(value)
    return `"${text.replace(/[\\"]/g, '\\$&')}"`
  })
  return `{${elements.join(',')}}`
}

// Hexadecimal needs no second look for quotes, and bodies are most of what is written.
function serializeBytes(values: readonly unknown[]): string {
  const elements = values.map((value) => {
    if (value === null) return 'NULL'
    if (!(value instanceof Uint8Array)) throw new TypeError('not bytes in an array of bytes for the database')
    return `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')}"`
  })
  return `{${elements.join(',')}}`
}

/** Reads what the server writes for an array of one dimension. Throws RangeError for more dimensions. */
export function parseArray(text: string, parse: Parse | undefined): unknown[] {
  if (text[0] !== '{' || text[1] === '{') throw new RangeError('not an array of one dimension')
  const values: unknown[] = []
  for (const [whole, quoted] of text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|[^,]+/gs)) {
    const element = quoted === undefined ? whole : quoted.replace(/\\(.)/gs, '$1')
    if (quoted === undefined && element === 'NULL') values.push(null)
    else values.push(parse === undefined ? element : parse(element))
  }
  return values
}
