/*
 * What the coarse scan costs in machine code: the same distances as libs/gallery/assembly/scan.ts, with the vector
 * instructions of the machine it is compiled on (gcc -O3 -march=native). With AVX-512 eight templates lie side by side,
 * a 64-bit word of each to a lane, and every lane counts its own bits; AVX2 counts by look-up of half bytes; else plain.
 *
 *   coarse FILE ROUNDS lanes|rows
 * FILE: u32 templates (a multiple of 8), u32 shifts, then for each shift 96 bytes of code, 96 of mask and a u32 to add,
 * then 96 bytes a template. Answers one line of JSON: nanoseconds per template and shift, and a checksum of distances.
 * `lanes` is the layout above, the fastest there is; `rows` takes one template after another as it comes out of a table.
 * A distance is that of the scan: both halves of 48 bytes counted, their mean rounded up, plus what is to be added.
 */
#if defined(__x86_64__)
#include <immintrin.h>
#endif
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WORDS 12
#define LANES 8
#define MOST_SHIFTS 32

typedef struct {
  uint64_t bits[WORDS];
  uint64_t mask[WORDS];
  uint64_t unpaired;
} Shift;

static Shift shifts[MOST_SHIFTS];

#if defined(__AVX512VPOPCNTDQ__)
static const char *NAME = "avx512";

static void scan_block(const uint64_t *block, int count, uint8_t *out) {
  __m512i words[WORDS];
  for (int w = 0; w < WORDS; w++) words[w] = _mm512_load_si512(block + w * LANES);
  const __m512i one = _mm512_set1_epi64(1);
  __m512i best = _mm512_set1_epi64(254);
  for (int s = 0; s < count; s++) {
    __m512i half[2] = {_mm512_setzero_si512(), _mm512_setzero_si512()};
#pragma GCC unroll 12
    for (int w = 0; w < WORDS; w++) {
      __m512i bits = _mm512_set1_epi64((long long)shifts[s].bits[w]);
      __m512i mask = _mm512_set1_epi64((long long)shifts[s].mask[w]);
      /* (words ^ bits) & mask */
      __m512i differ = _mm512_ternarylogic_epi64(words[w], bits, mask, 0x28);
      half[w / 6] = _mm512_add_epi64(half[w / 6], _mm512_popcnt_epi64(differ));
    }
    __m512i distance = _mm512_srli_epi64(_mm512_add_epi64(_mm512_add_epi64(half[0], half[1]), one), 1);
    distance = _mm512_add_epi64(distance, _mm512_set1_epi64((long long)shifts[s].unpaired));
    best = _mm512_min_epu64(best, distance);
  }
  _mm_storel_epi64((__m128i *)out, _mm512_cvtepi64_epi8(best));
}
#elif defined(__AVX2__)
static const char *NAME = "avx2";

static __m256i count_bits(__m256i v) {
  const __m256i ones = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2,
                                        3, 2, 3, 3, 4);
  const __m256i low = _mm256_set1_epi8(15);
  __m256i lower = _mm256_shuffle_epi8(ones, _mm256_and_si256(v, low));
  __m256i upper = _mm256_shuffle_epi8(ones, _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
  return _mm256_add_epi8(lower, upper);
}

static void scan_block(const uint64_t *block, int count, uint8_t *out) {
  for (int side = 0; side < LANES; side += 4) {
    uint64_t best[4] = {254, 254, 254, 254};
    for (int s = 0; s < count; s++) {
      __m256i sum = _mm256_setzero_si256();
      for (int w = 0; w < WORDS; w++) {
        __m256i words = _mm256_load_si256((const __m256i *)(block + w * LANES + side));
        __m256i differ = _mm256_xor_si256(words, _mm256_set1_epi64x((long long)shifts[s].bits[w]));
        sum = _mm256_add_epi8(sum, count_bits(_mm256_and_si256(differ, _mm256_set1_epi64x((long long)shifts[s].mask[w]))));
      }
      uint64_t counted[4];
      _mm256_storeu_si256((__m256i *)counted, _mm256_sad_epu8(sum, _mm256_setzero_si256()));
      for (int lane = 0; lane < 4; lane++) {
        uint64_t distance = ((counted[lane] + 1) >> 1) + shifts[s].unpaired;
        if (distance < best[lane]) best[lane] = distance;
      }
    }
    for (int lane = 0; lane < 4; lane++) out[side + lane] = (uint8_t)best[lane];
  }
}
#else
static const char *NAME = "plain";

static void scan_block(const uint64_t *block, int count, uint8_t *out) {
  for (int lane = 0; lane < LANES; lane++) {
    uint64_t best = 254;
    for (int s = 0; s < count; s++) {
      uint64_t bits = 0;
      for (int w = 0; w < WORDS; w++)
        bits += (uint64_t)__builtin_popcountll((block[w * LANES + lane] ^ shifts[s].bits[w]) & shifts[s].mask[w]);
      uint64_t distance = ((bits + 1) >> 1) + shifts[s].unpaired;
      if (distance < best) best = distance;
    }
    out[lane] = (uint8_t)best;
  }
}
#endif

/* One template after another. */
static uint8_t scan_row(const uint64_t *row, int count) {
  uint64_t best = 254;
#if defined(__AVX512VPOPCNTDQ__) && defined(__AVX512VL__)
  const __m512i head = _mm512_loadu_si512(row);
  const __m256i tail = _mm256_loadu_si256((const __m256i *)(row + 8));
#endif
  for (int s = 0; s < count; s++) {
#if defined(__AVX512VPOPCNTDQ__) && defined(__AVX512VL__)
    __m512i d = _mm512_ternarylogic_epi64(head, _mm512_loadu_si512(shifts[s].bits), _mm512_loadu_si512(shifts[s].mask), 0x28);
    __m256i e = _mm256_ternarylogic_epi64(tail, _mm256_loadu_si256((const __m256i *)(shifts[s].bits + 8)),
                                          _mm256_loadu_si256((const __m256i *)(shifts[s].mask + 8)), 0x28);
    __m512i ones = _mm512_add_epi64(_mm512_popcnt_epi64(d), _mm512_zextsi256_si512(_mm256_popcnt_epi64(e)));
    uint64_t bits = (uint64_t)_mm512_reduce_add_epi64(ones);
#else
    uint64_t bits = 0;
    for (int w = 0; w < WORDS; w++) bits += (uint64_t)__builtin_popcountll((row[w] ^ shifts[s].bits[w]) & shifts[s].mask[w]);
#endif
    uint64_t distance = ((bits + 1) >> 1) + shifts[s].unpaired;
    if (distance < best) best = distance;
  }
  return (uint8_t)best;
}

static double now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int by_value(const void *a, const void *b) {
  double d = *(const double *)a - *(const double *)b;
  return d < 0 ? -1 : d > 0;
}

static void must_read(void *to, size_t bytes, FILE *file) {
  if (fread(to, 1, bytes, file) != bytes) {
    fprintf(stderr, "the file is too short\n");
    exit(1);
  }
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  const int by_rows = strcmp(argv[3], "rows") == 0;
  FILE *file = fopen(argv[1], "rb");
  if (file == NULL) return 2;
  uint32_t templates, count, unpaired;
  must_read(&templates, 4, file);
  must_read(&count, 4, file);
  if (templates % LANES != 0 || count > MOST_SHIFTS) return 2;
  for (uint32_t s = 0; s < count; s++) {
    must_read(shifts[s].bits, 96, file);
    must_read(shifts[s].mask, 96, file);
    must_read(&unpaired, 4, file);
    shifts[s].unpaired = unpaired;
  }
  uint64_t *blocks = aligned_alloc(64, (size_t)templates * 96);
  uint64_t *rows = malloc((size_t)templates * 96);
  uint8_t *out = malloc(templates);
  for (uint32_t t = 0; t < templates; t++) {
    uint64_t *row = rows + (size_t)t * WORDS;
    must_read(row, 96, file);
    for (int w = 0; w < WORDS; w++) blocks[(size_t)(t / LANES) * WORDS * LANES + (size_t)w * LANES + t % LANES] = row[w];
  }
  int rounds = atoi(argv[2]);
  double *times = malloc(sizeof(double) * (size_t)rounds);
  for (int r = 0; r < rounds; r++) {
    double begun = now_ns();
    if (by_rows)
      for (uint32_t t = 0; t < templates; t++) out[t] = scan_row(rows + (size_t)t * WORDS, (int)count);
    else
      for (uint32_t b = 0; b < templates / LANES; b++)
        scan_block(blocks + (size_t)b * WORDS * LANES, (int)count, out + (size_t)b * LANES);
    times[r] = (now_ns() - begun) / ((double)templates * count);
  }
  qsort(times, (size_t)rounds, sizeof(double), by_value);
  uint32_t sum = 0;
  for (uint32_t t = 0; t < templates; t++) sum = sum * 31 + out[t];
  printf("{\"name\":\"%s\",\"ns\":%.4f,\"checksum\":%u}\n", NAME, times[rounds / 2], sum);
  return 0;
}
