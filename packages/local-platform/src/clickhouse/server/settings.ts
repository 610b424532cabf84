import { availableParallelism } from 'node:os';

const MEGABYTE = 1024 * 1024;

/** How many statements run at once, by what they do, so that neither kind starves the other. */
export const lanes = { read: 6, write: 4, urgent: 2 } as const;

/** How many more may wait, and for how long. */
export const MAX_WAITING = 100;
export const MAX_WAIT_MS = 20_000;

/** Every statement blocks a thread of libuv's pool while it runs; files and compression need some too. */
export const THREAD_POOL_SIZE = lanes.read + lanes.write + lanes.urgent + 8;

/** Text that a statement without data may have, as ClickHouse's `max_query_size`. */
export const MAX_QUERY_SIZE = 256 * 1024;

/** The engine's configuration: small caches and few background threads, for one person's machine. */
export function engineOptions(memoryMegabytes: number): string[] {
  const mergeThreads = Math.max(1, Math.min(2, availableParallelism() - 1));
  const options: Record<string, number | string> = {
    max_server_memory_usage: memoryMegabytes * MEGABYTE,
    mark_cache_size: 64 * MEGABYTE,
    index_mark_cache_size: 16 * MEGABYTE,
    uncompressed_cache_size: 0,
    index_uncompressed_cache_size: 0,
    query_condition_cache_size: 8 * MEGABYTE,
    mmap_cache_size: 0,
    compiled_expression_cache_size: 16 * MEGABYTE,
    background_pool_size: mergeThreads,
    background_merges_mutations_concurrency_ratio: 2,
    background_schedule_pool_size: 4,
    // With so few threads the engine's reserve for small merges would leave none for large ones and mutations.
    'merge_tree.number_of_free_entries_in_pool_to_lower_max_size_of_merge': 1,
    'merge_tree.number_of_free_entries_in_pool_to_execute_mutation': 1,
    'merge_tree.number_of_free_entries_in_pool_to_execute_optimize_entire_partition': 1,
    'logger.level': 'error',
  };
  return Object.entries(options).map(([key, value]) => `--${key}=${value}`);
}

/** What every statement starts from: the limits, and what the library has otherwise than the server. */
export function statementSettings(
  kind: 'read' | 'insert' | 'write' | 'command',
  memoryMegabytes: number,
): Record<string, string> {
  const perStatement = Math.floor((memoryMegabytes * MEGABYTE) / 2);
  return {
    max_memory_usage: String(perStatement),
    max_bytes_before_external_group_by: String(Math.floor(perStatement / 2)),
    max_bytes_before_external_sort: String(Math.floor(perStatement / 2)),
    // An insert takes as long as its sender; that one is timed by http_receive_timeout.
    max_execution_time: kind === 'insert' ? '0' : '60',
    // Blocks that are written as soon as they have this size, so that an insert's memory has an end.
    max_insert_block_size: '100000',
    min_insert_block_size_rows: '100000',
    min_insert_block_size_bytes: String(32 * MEGABYTE),
    min_chunk_bytes_for_parallel_parsing: String(MEGABYTE),
    allow_introspection_functions: '0',
    implicit_select: '0',
    storage_file_read_method: 'pread',
  };
}
