import { QueryClient } from '@tanstack/react-query';
import { ApiProblem, isOffline } from '../api/problem.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // What the server refused it refuses again; what did not reach it is tried until it does.
      retry: (failures, error) => (error instanceof ApiProblem ? isOffline(error) && failures < 3 : false),
      staleTime: 5_000,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});
