import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../../schema/schema.graphql',
  documents: 'source/*.ts',
  ignoreNoDocuments: true,
  importExtension: '.ts',
  generates: {
    './generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsConst: true,
        scalars: { Date: 'string', JSON: 'unknown' },
        strictScalars: true,
        useTypeImports: true,
      },
    },
  },
};

export default config;
