import { defineNative } from '../../define-native.ts'
import { boolean, group, hashes, instant, integer, text } from '../../field.ts'
import { atLeastOneOf } from '../../rules.ts'
import { exampleObservable } from './example.ts'

const versionThreeParts = {
  basic_constraints: text('basic constraints'),
  name_constraints: text('name constraints'),
  policy_constraints: text('policy constraints'),
  key_usage: text('key usage'),
  extended_key_usage: text('extended key usage'),
  subject_key_identifier: text('subject key identifier'),
  authority_key_identifier: text('authority key identifier'),
  subject_alternative_name: text('subject alternative name', { find: true }),
  issuer_alternative_name: text('issuer alternative name'),
  subject_directory_attributes: text('subject directory attributes'),
  crl_distribution_points: text('CRL distribution points'),
  inhibit_any_policy: text('inhibit any policy'),
  private_key_usage_period_not_before: instant('private key usage not before'),
  private_key_usage_period_not_after: instant('private key usage not after'),
  certificate_policies: text('certificate policies'),
  policy_mappings: text('policy mappings'),
}

const versionThree = group('Version 3 extensions', versionThreeParts, { oneOf: Object.keys(versionThreeParts) })

const fields = {
  is_self_signed: boolean('Is self-signed'),
  hashes: hashes('Hashes', { find: true }),
  version: text('Version'),
  serial_number: text('Serial number', { find: true }),
  signature_algorithm: text('Signature algorithm'),
  issuer: text('Issuer', { find: true }),
  validity_not_before: instant('Valid from'),
  validity_not_after: instant('Valid until'),
  subject: text('Subject', { personal: true, find: true }),
  subject_public_key_algorithm: text('Public key algorithm'),
  subject_public_key_modulus: text('Public key modulus'),
  subject_public_key_exponent: integer('Public key exponent'),
  x509_v3_extensions: versionThree,
}

export const x509Certificate = defineNative({
  type: 'x509-certificate',
  family: 'sco',
  title: 'X.509 certificate',
  purpose: 'Describes a certificate.',
  section: '6.18',
  fields,
  rules: [atLeastOneOf(...Object.keys(fields))],
  titleFrom: ['subject', 'serial_number', 'issuer'],
  example: exampleObservable('x509-certificate', 42, {
    issuer: 'CN=Example Root',
    subject: 'CN=broker.example',
    serial_number: '36:f7:d4:32:f4:ab:70:ea',
    validity_not_before: '2026-01-01T00:00:00Z',
    validity_not_after: '2027-01-01T00:00:00Z',
  }),
})
