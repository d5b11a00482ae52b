// vendor/uPlot.esm.js comes from npm and is compiled into the program beside this folder's files.
export { default } from 'uplot';
