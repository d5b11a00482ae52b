// What the compiler of types does not see. Undefined names are its business.
import js from '@eslint/js';

export default [
  { ignores: ['build*/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-undef': 'off',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-implicit-coercion': 'error',
      'object-shorthand': 'error',
      'no-else-return': 'error',
      'no-eval': 'error',
      'no-console': 'error',
      'max-lines': ['error', 600],
    },
  },
];
