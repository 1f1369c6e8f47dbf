import { defineNative } from '../../define-native.ts'
import { country, number, openChoice, text } from '../../field.ts'
import { addProblem } from '../../report.ts'
import { requiresWith } from '../../rules.ts'
import { regionOv } from '../../vocabularies.ts'
import { exampleObject } from './example.ts'
import { description } from './shared-fields.ts'

export const location = defineNative({
  type: 'location',
  family: 'sdo',
  title: 'Location',
  purpose: 'Names a place by region, country, address or coordinates.',
  section: '4.10',
  fields: {
    name: text('Name', { find: true }),
    description,
    latitude: number('Latitude', { min: -90, max: 90 }),
    longitude: number('Longitude', { min: -180, max: 180 }),
    precision: number('Precision in metres', { min: 0 }),
    region: openChoice('Region', regionOv, { vocabulary: 'region-ov', facet: true }),
    country: country('Country', { facet: true }),
    administrative_area: text('State or province', { find: true }),
    city: text('City', { find: true }),
    street_address: text('Street address', { personal: true, find: true }),
    postal_code: text('Postal code', { find: true }),
  },
  rules: [
    {
      says: 'A region, a country, or both latitude and longitude are given.',
      check({ region, country: land, latitude, longitude }, report) {
        if (region === undefined && land === undefined && (latitude === undefined || longitude === undefined)) {
          addProblem(report, 'one_of_required', { names: 'region, country, latitude' })
        }
      },
      schema: { anyOf: [{ required: ['region'] }, { required: ['country'] }, { required: ['latitude', 'longitude'] }] },
    },
    requiresWith('latitude', 'longitude'),
    requiresWith('longitude', 'latitude'),
    requiresWith('precision', 'latitude', 'longitude'),
  ],
  titleFrom: ['name', 'city', 'administrative_area', 'street_address', 'country', 'region'],
  example: exampleObject('location', 11, {
    name: 'World Trade Bridge',
    latitude: 27.5965,
    longitude: -99.5375,
    precision: 500,
    country: 'US',
    administrative_area: 'US-TX',
    city: 'Laredo',
  }),
})
