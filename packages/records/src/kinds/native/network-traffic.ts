import { defineNative } from '../../define-native.ts'
import { anything, boolean, choice, dictionary, group, hex, instant, integer, reference, text } from '../../field.ts'
import { atLeastOneOf, holds, notBefore } from '../../rules.ts'
import { socketAddressFamilyEnum, socketTypeEnum } from '../../vocabularies.ts'
import { exampleId, exampleObservable } from './example.ts'

const requestHeaders = dictionary('Headers', { personal: true, values: text('Value', { many: true }), names: /^[^\s:]+$/ })

/** STIX 2.1 section 6.12.2 to 6.12.5. */
const extensions = {
  'http-request-ext': group('HTTP request', {
    request_method: text('Method', { required: true }),
    request_value: text('Resource', { required: true, find: true }),
    request_version: text('Version'),
    request_header: requestHeaders,
    message_body_length: integer('Body length in bytes'),
    message_body_data_ref: reference('Body', ['artifact']),
  }),
  'icmp-ext': group('ICMP', { icmp_type_hex: hex('Type', { required: true }), icmp_code_hex: hex('Code', { required: true }) }),
  'socket-ext': group('Socket', {
    address_family: choice('Address family', socketAddressFamilyEnum, {
      required: true,
      vocabulary: 'network-socket-address-family-enum',
      properNames: true,
    }),
    is_blocking: boolean('Is blocking'),
    is_listening: boolean('Is listening'),
    options: dictionary('Options', { values: integer('Value'), names: /^(?:SO|ICMP|ICMP6|IP|IPV6|MCAST|TCP|IRLMP)_[A-Z][A-Z0-9_]*$/ }),
    socket_type: choice('Socket type', socketTypeEnum, { vocabulary: 'network-socket-type-enum', properNames: true }),
    socket_descriptor: integer('Descriptor', { min: 0 }),
    socket_handle: integer('Handle'),
  }),
  'tcp-ext': group(
    'TCP',
    { src_flags_hex: hex('Flags of the source'), dst_flags_hex: hex('Flags of the destination') },
    { oneOf: ['src_flags_hex', 'dst_flags_hex'] },
  ),
}

const ends = ['ipv4-addr', 'ipv6-addr', 'mac-addr', 'domain-name']

export const networkTraffic = defineNative({
  type: 'network-traffic',
  family: 'sco',
  title: 'Network traffic',
  purpose: 'Describes traffic between two ends of a network.',
  section: '6.12',
  fields: {
    start: instant('Began'),
    end: instant('Ended'),
    is_active: boolean('Is going on'),
    src_ref: reference('Source', ends),
    dst_ref: reference('Destination', ends),
    src_port: integer('Source port', { min: 0, max: 65_535 }),
    dst_port: integer('Destination port', { min: 0, max: 65_535 }),
    protocols: text('Protocols', { many: true, required: true, find: true }),
    src_byte_count: integer('Bytes from the source', { min: 0 }),
    dst_byte_count: integer('Bytes from the destination', { min: 0 }),
    src_packets: integer('Packets from the source', { min: 0 }),
    dst_packets: integer('Packets from the destination', { min: 0 }),
    ipfix: dictionary('IP flow data', { values: anything('Value') }),
    src_payload_ref: reference('Content from the source', ['artifact']),
    dst_payload_ref: reference('Content from the destination', ['artifact']),
    encapsulates_refs: reference('Encapsulates', ['network-traffic'], { many: true }),
    encapsulated_by_ref: reference('Encapsulated by', ['network-traffic']),
  },
  extensions,
  rules: [
    atLeastOneOf('src_ref', 'dst_ref'),
    notBefore('end', 'start'),
    holds('Traffic that is going on has no end.', 'end', 'not_together', ({ is_active, end }) => is_active !== true || end === undefined),
  ],
  titleFrom: ['start'],
  example: exampleObservable('network-traffic', 36, {
    src_ref: exampleId('ipv4-addr', 32),
    dst_port: 443,
    protocols: ['ipv4', 'tcp', 'https'],
  }),
})
