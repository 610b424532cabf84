import { z } from 'zod';

/** What protects a branch, as GitHub's API takes and shows it. */
export const protectionSchema = z.looseObject({
  required_status_checks: z
    .looseObject({
      strict: z.boolean().default(false),
      contexts: z.array(z.string()).default([]),
    })
    .nullish(),
  enforce_admins: z.boolean().nullish(),
  required_pull_request_reviews: z
    .looseObject({
      required_approving_review_count: z
        .number()
        .int()
        .min(0)
        .max(6)
        .optional(),
      require_code_owner_reviews: z.boolean().optional(),
      dismiss_stale_reviews: z.boolean().optional(),
      require_last_push_approval: z.boolean().optional(),
    })
    .nullish(),
  allow_force_pushes: z.boolean().nullish(),
  allow_deletions: z.boolean().nullish(),
  required_linear_history: z.boolean().nullish(),
  required_conversation_resolution: z.boolean().nullish(),
});

export type Protection = z.infer<typeof protectionSchema>;

/** What the host knows of a repository beside its objects and refs. */
export const settingsSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  owner: z.string(),
  description: z.string().optional(),
  homepage: z.string().optional(),
  visibility: z.enum(['public', 'private', 'internal']),
  topics: z.array(z.string()).default([]),
  hasIssues: z.boolean().default(true),
  deleteBranchOnMerge: z.boolean().default(false),
  createdAt: z.string(),
  updatedAt: z.string(),
  pushedAt: z.string(),
  /** How many bytes of packs were pushed. */
  size: z.number().default(0),
  nextNumber: z.number().int().default(1),
  protection: z.record(z.string(), protectionSchema).default({}),
});

export type RepositorySettings = z.infer<typeof settingsSchema>;

const stateSchema = z.enum(['error', 'failure', 'pending', 'success']);

export const statusSchema = z.object({
  id: z.number().int(),
  state: stateSchema,
  context: z.string(),
  description: z.string().optional(),
  targetUrl: z.string().optional(),
  createdAt: z.string(),
});

export type CommitStatus = z.infer<typeof statusSchema>;

export const checkRunSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  headSha: z.string(),
  status: z.enum(['queued', 'in_progress', 'completed']),
  conclusion: z.string().optional(),
  detailsUrl: z.string().optional(),
  startedAt: z.string(),
  completedAt: z.string().optional(),
  title: z.string().optional(),
  summary: z.string().optional(),
  text: z.string().optional(),
});

export type CheckRun = z.infer<typeof checkRunSchema>;

export const pullRequestSchema = z.object({
  id: z.number().int(),
  number: z.number().int(),
  state: z.enum(['open', 'closed']),
  title: z.string(),
  body: z.string().optional(),
  draft: z.boolean().default(false),
  head: z.object({ ref: z.string(), sha: z.string() }),
  base: z.object({ ref: z.string(), sha: z.string() }),
  labels: z.array(z.string()).default([]),
  createdAt: z.string(),
  updatedAt: z.string(),
  closedAt: z.string().optional(),
  mergedAt: z.string().optional(),
  mergeCommitSha: z.string().optional(),
});

export type PullRequest = z.infer<typeof pullRequestSchema>;
