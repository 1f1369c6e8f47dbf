import { defineNative } from '../../define-native.ts'
import { anything, boolean, dictionary, group, hashes, hex, instant, integer, number, openChoice, reference, text } from '../../field.ts'
import { atLeastOneOf } from '../../rules.ts'
import { windowsPebinaryTypeOv } from '../../vocabularies.ts'
import { exampleObservable } from './example.ts'

const integers = (labels: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, integer(label)]))

// The figures of a portable executable's optional header keep their English names everywhere: they are the names of bytes.
const optionalHeader = group('Optional header', {
  magic_hex: hex('magic'),
  ...integers({
    major_linker_version: 'major linker version',
    minor_linker_version: 'minor linker version',
    size_of_code: 'size of code',
    size_of_initialized_data: 'size of initialized data',
    size_of_uninitialized_data: 'size of uninitialized data',
    address_of_entry_point: 'address of entry point',
    base_of_code: 'base of code',
    base_of_data: 'base of data',
    image_base: 'image base',
    section_alignment: 'section alignment',
    file_alignment: 'file alignment',
    major_os_version: 'major OS version',
    minor_os_version: 'minor OS version',
    major_image_version: 'major image version',
    minor_image_version: 'minor image version',
    major_subsystem_version: 'major subsystem version',
    minor_subsystem_version: 'minor subsystem version',
    size_of_image: 'size of image',
    size_of_headers: 'size of headers',
    size_of_stack_reserve: 'size of stack reserve',
    size_of_stack_commit: 'size of stack commit',
    size_of_heap_reserve: 'size of heap reserve',
    size_of_heap_commit: 'size of heap commit',
    number_of_rva_and_sizes: 'number of RVA and sizes',
  }),
  win32_version_value_hex: hex('win32 version value'),
  checksum_hex: hex('checksum'),
  subsystem_hex: hex('subsystem'),
  dll_characteristics_hex: hex('DLL characteristics'),
  loader_flags_hex: hex('loader flags'),
  hashes: hashes('Hashes'),
})

/** STIX 2.1 section 6.7.2 to 6.7.6. */
const extensions = {
  'archive-ext': group('Archive', {
    contains_refs: reference('Contains', ['file', 'directory'], { many: true, required: true }),
    comment: text('Comment', { find: true }),
  }),
  'ntfs-ext': group(
    'NTFS file',
    {
      sid: text('Security identifier'),
      alternate_data_streams: group(
        'Alternate data streams',
        { name: text('Name', { required: true }), hashes: hashes('Hashes'), size: integer('Size in bytes', { min: 0 }) },
        { many: true },
      ),
    },
    { oneOf: ['sid', 'alternate_data_streams'] },
  ),
  'pdf-ext': group(
    'PDF file',
    {
      version: text('Version'),
      is_optimized: boolean('Is optimised'),
      document_info_dict: dictionary('Document information', { personal: true, values: text('Value') }),
      pdfid0: text('First identifier'),
      pdfid1: text('Second identifier'),
    },
    { oneOf: ['version', 'is_optimized', 'document_info_dict', 'pdfid0', 'pdfid1'] },
  ),
  'raster-image-ext': group(
    'Picture',
    {
      image_height: integer('Height in pixels'),
      image_width: integer('Width in pixels'),
      bits_per_pixel: integer('Bits per pixel'),
      exif_tags: dictionary('EXIF tags', { personal: true, values: anything('Value') }),
    },
    { oneOf: ['image_height', 'image_width', 'bits_per_pixel', 'exif_tags'] },
  ),
  'windows-pebinary-ext': group(
    'Windows program',
    {
      pe_type: openChoice('Program type', windowsPebinaryTypeOv, {
        required: true,
        vocabulary: 'windows-pebinary-type-ov',
        properNames: true,
      }),
      imphash: text('Import hash', { find: true }),
      machine_hex: hex('Machine'),
      number_of_sections: integer('Number of sections', { min: 0 }),
      time_date_stamp: instant('Compiled at'),
      pointer_to_symbol_table_hex: hex('Pointer to the symbol table'),
      number_of_symbols: integer('Number of symbols', { min: 0 }),
      size_of_optional_header: integer('Size of the optional header', { min: 0 }),
      characteristics_hex: hex('Characteristics'),
      file_header_hashes: hashes('Hashes of the file header'),
      optional_header: optionalHeader,
      sections: group(
        'Sections',
        {
          name: text('Name', { required: true }),
          size: integer('Size in bytes', { min: 0 }),
          entropy: number('Entropy'),
          hashes: hashes('Hashes'),
        },
        { many: true },
      ),
    },
    {
      oneOf: [
        'imphash',
        'machine_hex',
        'number_of_sections',
        'time_date_stamp',
        'pointer_to_symbol_table_hex',
        'number_of_symbols',
        'size_of_optional_header',
        'characteristics_hex',
        'file_header_hashes',
        'optional_header',
        'sections',
      ],
    },
  ),
}

export const file = defineNative({
  type: 'file',
  family: 'sco',
  title: 'File',
  purpose: 'Describes a file by name, size and hashes.',
  section: '6.7',
  fields: {
    name: text('Name', { find: true }),
    hashes: hashes('Hashes', { find: true }),
    size: integer('Size in bytes', { min: 0 }),
    name_enc: text('Character set of the name', { pattern: /^[a-zA-Z0-9/.+_:-]{2,250}$/ }),
    magic_number_hex: hex('Magic number'),
    mime_type: text('Media type'),
    ctime: instant('Created at'),
    mtime: instant('Modified at'),
    atime: instant('Last accessed at'),
    parent_directory_ref: reference('Folder', ['directory']),
    contains_refs: reference('Contains', [], { many: true, families: ['sco'] }),
    content_ref: reference('Content', ['artifact']),
  },
  extensions,
  rules: [atLeastOneOf('hashes', 'name')],
  titleFrom: ['name', 'mime_type'],
  example: exampleObservable('file', 30, {
    name: 'manifest.pdf',
    size: 48213,
    hashes: { 'SHA-256': '35a01331e9ad96f751278b891b6ea09699806faedfa237d40513d92ad1b7100f' },
    mime_type: 'application/pdf',
  }),
})
