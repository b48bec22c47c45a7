/** Where a drop leads: answers, the review of doubtful columns, nowhere when nothing came in, or to one page. */
export type Destination = 'answers' | 'review' | 'nothing' | { readonly page: string; readonly params: Readonly<Record<string, string>> }
