import { randomBytes } from 'node:crypto'

/** What a PKCS #11 call answers when it does not succeed: the CKR_ value of the standard. */
export class TokenRefusal extends Error {
  readonly code: number
  constructor(code: number) {
    super(`CKR 0x${code.toString(16)}`)
    this.code = code
  }
}

/** A logged-in session with a token (PKCS #11 3.0), and what is asked of it here; every call throws TokenRefusal. */
export type TokenSession = ReturnType<typeof openSession>

/** The functions of a PKCS #11 library, called directly. */
export type TokenLibrary = Awaited<ReturnType<typeof loadLibrary>>

const object = { data: 0, privateKey: 3, publicKey: 2, secretKey: 4 } as const
const attribute = {
  ...{ class: 0, token: 1, private: 2, label: 3, value: 0x11, id: 0x102, sensitive: 0x103, encrypt: 0x104, decrypt: 0x105 },
  ...{ sign: 0x108, verify: 0x10a, valueLength: 0x161, extractable: 0x162, parameters: 0x180, point: 0x181 },
} as const
const mechanism = { makeEdwards: 0x1055, edwards: 0x1057, makeAes: 0x1080, aesGcm: 0x1087 } as const
const notPresent = 0xe0
const alreadyInitialised = 0x191
const objectMissing = 0x82
/** DER of the name of edwards25519 (RFC 8410). */
const edwards25519 = Buffer.from('06032b6570', 'hex')
const [yes, no] = [Buffer.from([1]), Buffer.from([0])]

/** Loads the vendor's library by FFI. Throws what the loader throws when there is none. */
export async function loadLibrary(path: string) {
  const { default: koffi } = await import('koffi')
  const library = koffi.load(path)
  koffi.reset()
  koffi.struct('Attribute', { type: 'ulong', value: 'void *', length: 'ulong' })
  koffi.struct('Mechanism', { mechanism: 'ulong', parameter: 'void *', length: 'ulong' })
  const gcm = koffi.struct({ iv: 'void *', ivLength: 'ulong', ivBits: 'ulong', aad: 'void *', aadLength: 'ulong', tagBits: 'ulong' })
  const call = (name: string, parameters: string[]) => {
    const native = library.func(`C_${name}`, 'ulong', parameters)
    return (...given: readonly unknown[]): void => {
      const code = Number(native(...given))
      if (code !== 0) throw new TokenRefusal(code)
    }
  }
  const [handle, number, bytes, list, by] = ['ulong', 'ulong', 'void *', 'Attribute *', 'Mechanism *']
  return {
    initialise: call('Initialize', [bytes]),
    finalise: call('Finalize', [bytes]),
    slots: call('GetSlotList', ['uint8', bytes, bytes]),
    tokenInfo: call('GetTokenInfo', [number, bytes]),
    openSession: call('OpenSession', [number, number, bytes, bytes, bytes]),
    closeSessions: call('CloseAllSessions', [number]),
    login: call('Login', [handle, number, bytes, number]),
    makePair: call('GenerateKeyPair', [handle, by, list, number, list, number, bytes, bytes]),
    makeKey: call('GenerateKey', [handle, by, list, number, bytes]),
    makeObject: call('CreateObject', [handle, list, number, bytes]),
    beginFind: call('FindObjectsInit', [handle, list, number]),
    find: call('FindObjects', [handle, bytes, number, bytes]),
    endFind: call('FindObjectsFinal', [handle]),
    read: call('GetAttributeValue', [handle, number, list, number]),
    beginSign: call('SignInit', [handle, by, number]),
    sign: call('Sign', [handle, bytes, number, bytes, bytes]),
    beginEncrypt: call('EncryptInit', [handle, by, number]),
    encrypt: call('Encrypt', [handle, bytes, number, bytes, bytes]),
    beginDecrypt: call('DecryptInit', [handle, by, number]),
    decrypt: call('Decrypt', [handle, bytes, number, bytes, bytes]),
    gcm: (iv: Buffer, aad: Buffer) => {
      const parameter: unknown = koffi.alloc(gcm, 1)
      koffi.encode(parameter, gcm, { iv, ivLength: iv.length, ivBits: iv.length * 8, aad, aadLength: aad.length, tagBits: 128 })
      return { mechanism: mechanism.aesGcm, parameter, length: koffi.sizeof(gcm) }
    },
  }
}

/** Finds the token by its label and logs in as its user. `pin` is overwritten. */
export function openSession(library: TokenLibrary, label: string, pin: Buffer) {
  try {
    library.initialise(null)
  } catch (cause) {
    if (!(cause instanceof TokenRefusal) || cause.code !== alreadyInitialised) throw cause
  }
  const slot = findSlot(library, label)
  const opened = Buffer.alloc(8)
  library.openSession(slot, 6, null, null, opened)
  const session = opened.readBigUInt64LE()
  try {
    library.login(session, 1, pin, pin.length)
  } finally {
    pin.fill(0)
  }

  function findOne(kind: number, name: string, id: string | undefined): bigint {
    const wanted = [is(attribute.class, ulong(kind)), is(attribute.label, Buffer.from(name))]
    if (id !== undefined) wanted.push(is(attribute.id, Buffer.from(id, 'hex')))
    const [found, count] = [Buffer.alloc(16), Buffer.alloc(8)]
    library.beginFind(session, wanted, wanted.length)
    try {
      library.find(session, found, 2, count)
    } finally {
      library.endFind(session)
    }
    // Two of one name cannot be told apart, and the wrong one must not sign.
    if (count.readBigUInt64LE() !== 1n) throw new TokenRefusal(objectMissing)
    return found.readBigUInt64LE()
  }

  const common = (name: string, id: string) => [
    is(attribute.token, yes),
    is(attribute.label, Buffer.from(name)),
    is(attribute.id, Buffer.from(id, 'hex')),
  ]
  const secret = [is(attribute.private, yes), is(attribute.sensitive, yes), is(attribute.extractable, no)]
  const plainMechanism = (type: number) => ({ mechanism: type, parameter: null, length: 0 })

  return {
    /** Makes an Ed25519 pair and an AES key that never leave the token, and keeps `seed` sealed by the latter beside them. */
    make: (name: string, id: string, seed: Buffer): void => {
      const [publicHandle, privateHandle, key, data] = [1, 2, 3, 4].map(() => Buffer.alloc(8)) as [Buffer, Buffer, Buffer, Buffer]
      const open = [...common(name, id), is(attribute.parameters, edwards25519), is(attribute.verify, yes)]
      const closed = [...common(name, id), ...secret, is(attribute.sign, yes)]
      library.makePair(
        session,
        plainMechanism(mechanism.makeEdwards),
        open,
        open.length,
        closed,
        closed.length,
        publicHandle,
        privateHandle,
      )
      const sealing = [
        ...common(name, id),
        ...secret,
        is(attribute.valueLength, ulong(32)),
        is(attribute.encrypt, yes),
        is(attribute.decrypt, yes),
      ]
      library.makeKey(session, plainMechanism(mechanism.makeAes), sealing, sealing.length, key)
      const iv = randomBytes(12)
      const [sealed, length] = [Buffer.alloc(seed.length + 64), ulong(seed.length + 64)]
      library.beginEncrypt(session, library.gcm(iv, Buffer.from(name)), key.readBigUInt64LE())
      library.encrypt(session, seed, seed.length, sealed, length)
      seed.fill(0)
      const value = Buffer.concat([iv, sealed.subarray(0, Number(length.readBigUInt64LE()))])
      const kept = [
        ...[is(attribute.class, ulong(object.data)), is(attribute.token, yes), is(attribute.private, yes)],
        ...[is(attribute.label, Buffer.from(sealedName(name, id))), is(attribute.value, value)],
      ]
      library.makeObject(session, kept, kept.length, data)
    },
    /** The public key (32 bytes), and the id of the pair. */
    publicKey: (name: string, id: string | undefined): { publicKey: Uint8Array; id: string } => {
      const handle = findOne(object.publicKey, name, id)
      const point = readValue(library, session, handle, attribute.point)
      // An octet string around the point, or as some tokens have it the point alone.
      const publicKey = point.length === 34 && point[0] === 0x04 ? point.subarray(2) : point
      return { publicKey: Uint8Array.from(publicKey), id: readValue(library, session, handle, attribute.id).toString('hex') }
    },
    sign: (name: string, id: string | undefined, message: Uint8Array): Uint8Array => {
      const [signature, length] = [Buffer.alloc(64), ulong(64)]
      library.beginSign(session, plainMechanism(mechanism.edwards), findOne(object.privateKey, name, id))
      library.sign(session, Buffer.from(message), message.length, signature, length)
      return Uint8Array.from(signature)
    },
    /** Opens the sealed seed with the key that never leaves the token. */
    seed: (name: string, id: string): Uint8Array => {
      const value = readValue(library, session, findOne(object.data, sealedName(name, id), undefined), attribute.value)
      const [plain, length] = [Buffer.alloc(value.length), ulong(value.length)]
      library.beginDecrypt(session, library.gcm(Buffer.from(value.subarray(0, 12)), Buffer.from(name)), findOne(object.secretKey, name, id))
      library.decrypt(session, Buffer.from(value.subarray(12)), value.length - 12, plain, length)
      const seed = Uint8Array.from(plain.subarray(0, Number(length.readBigUInt64LE())))
      plain.fill(0)
      return seed
    },
    close: (): void => library.closeSessions(slot),
  }
}

function findSlot(library: TokenLibrary, label: string): bigint {
  const count = Buffer.alloc(8)
  library.slots(1, null, count)
  const slots = Buffer.alloc(8 * Number(count.readBigUInt64LE()))
  library.slots(1, slots, count)
  for (let at = 0; at < slots.length; at += 8) {
    const info = Buffer.alloc(512)
    library.tokenInfo(slots.readBigUInt64LE(at), info)
    if (info.subarray(0, 32).toString('utf8').trimEnd() === label) return slots.readBigUInt64LE(at)
  }
  throw new TokenRefusal(notPresent)
}

function readValue(library: TokenLibrary, session: bigint, handle: bigint, type: number): Buffer {
  const template = (value: Buffer | null, length: number) => [{ type, value, length }]
  const value = Buffer.alloc(4096)
  const asked = template(value, value.length)
  library.read(session, handle, asked, 1)
  // The library writes the length into its own copy of the template: DER and our own lengths say it too.
  return trimmed(value, type)
}

function trimmed(value: Buffer, type: number): Buffer {
  if (type === attribute.point) return value[0] === 0x04 && value[1] === 32 ? value.subarray(0, 34) : value.subarray(0, 32)
  return type === attribute.id ? value.subarray(0, idBytes) : value.subarray(0, sealedSeedBytes)
}

/** Bytes of the ids that are given to keys here, and of a sealed seed: 12 of the nonce, 32, 16 of the tag. */
export const idBytes = 16
const sealedSeedBytes = 60

function sealedName(name: string, id: string): string {
  return `${name} ${id} ml-dsa-44`
}

function is(type: number, value: Buffer) {
  return { type, value, length: value.length }
}

function ulong(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
