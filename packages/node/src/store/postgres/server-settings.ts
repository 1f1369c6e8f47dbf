/** The settings the server always runs with, as command-line arguments: nothing in a file can weaken them. */
export function serverArguments(socketFolder: string, maxConnections: number): readonly string[] {
  const settings = {
    ...durability,
    ...silence,
    ...size,
    max_connections: String(maxConnections),
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

// What is acknowledged must survive a power cut.
const durability = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', wal_level: 'replica', max_wal_senders: '0' }

// A log line must never quote a record: no statements, no parameters, no error details.
const silence = {
  log_destination: 'stderr',
  logging_collector: 'off',
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_statement: 'none',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
}

// One node with its database is to stay under 400 MB when idle.
const size = {
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  jit: 'off',
  io_method: 'sync',
  max_worker_processes: '2',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '1',
  autovacuum_worker_slots: '2',
  max_wal_size: '512MB',
  min_wal_size: '64MB',
  // Sealed bytes do not compress; and a scan of the log for clear text is only conclusive when nothing is packed.
  wal_compression: 'off',
  // A process that stops inside a transaction must not keep the locks of a log for ever.
  idle_in_transaction_session_timeout: '60s',
  checkpoint_timeout: '10min',
  huge_pages: 'off',
}
