export { openWitness, type Witness } from './witness.ts'
export { startWitnessServer } from './witness-server.ts'
