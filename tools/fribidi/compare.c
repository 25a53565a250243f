/* compare FILE WIDTH ROUNDS: lays every line of FILE out with fribidi, as a program that uses it
 * would: types, brackets, levels, joining, shaping for the paragraph; then rows of WIDTH letters,
 * broken at spaces, each reordered and mirrored and put back into UTF-8. Prints rows a second of
 * the quickest round. What fribidi does not do (clusters, widths, line breaking by UAX #14, a map
 * back to the text, harmful characters) is not done here.
 *
 * cc -O2 -o compare compare.c $(pkg-config --cflags --libs fribidi) */
#include <fribidi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST 65536

static FriBidiChar text[MOST], row[MOST];
static FriBidiCharType types[MOST];
static FriBidiBracketType brackets[MOST];
static FriBidiLevel levels[MOST], row_levels[MOST];
static FriBidiArabicProp joining[MOST];
static FriBidiStrIndex map[MOST];
static char out[MOST * 4];

static long paragraph(const char *line, int bytes, int width, long *written) {
  int count = fribidi_charset_to_unicode(FRIBIDI_CHAR_SET_UTF8, line, bytes, text);
  FriBidiParType base = FRIBIDI_PAR_RTL;
  fribidi_get_bidi_types(text, count, types);
  fribidi_get_bracket_types(text, count, types, brackets);
  if (!fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, levels)) return 0;
  fribidi_get_joining_types(text, count, joining);
  fribidi_join_arabic(types, count, levels, joining);
  fribidi_shape(FRIBIDI_FLAGS_ARABIC, levels, count, joining, text);
  long rows = 0;
  for (int start = 0; start < count;) {
    int end = start + width;
    if (end >= count) {
      end = count;
    } else {
      int space = end;
      while (space > start && text[space] != ' ') space--;
      if (space > start) end = space + 1;
    }
    int length = end - start;
    memcpy(row, text + start, length * sizeof *row);
    memcpy(row_levels, levels + start, length * sizeof *row_levels);
    for (int i = 0; i < length; i++) map[i] = i;
    if (!fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT, types + start, length, 0, base, row_levels, row,
                              map))
      return 0;
    *written += fribidi_unicode_to_charset(FRIBIDI_CHAR_SET_UTF8, row, length, out);
    rows++;
    start = end;
  }
  return rows;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  FILE *file = fopen(argv[1], "rb");
  if (!file) return 1;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *all = malloc(size + 1);
  if (!all || fread(all, 1, size, file) != (size_t)size) return 1;
  all[size] = '\n';
  double best = 0;
  long rows = 0, written = 0;
  for (int round = 0; round < atoi(argv[3]); round++) {
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    rows = 0;
    for (char *line = all; line < all + size;) {
      char *end = memchr(line, '\n', all + size + 1 - line);
      if (end > line && end - line < MOST) rows += paragraph(line, end - line, atoi(argv[2]), &written);
      line = end + 1;
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    double rate = rows / (to.tv_sec - from.tv_sec + (to.tv_nsec - from.tv_nsec) / 1e9);
    if (rate > best) best = rate;
  }
  printf("fribidi %ld rows %.0f rows a second\n", rows, best);
  return written ? 0 : 1;
}
