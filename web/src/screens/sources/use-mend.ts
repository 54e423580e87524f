import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';

interface Mending {
  title?: string;
  text?: string;
  tags?: string[];
  localOnly?: boolean;
}

/** Changes what is given and leaves the rest. */
export function useMend(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Mending) => answerOf(api.PATCH('/api/v1/sources/{id}', { params: { path: { id } }, body })),
    onSettled: () => client.invalidateQueries({ queryKey: ['sources'] }),
  });
}
