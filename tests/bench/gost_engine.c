/* Signs and verifies a 64-octet digest by OpenSSL's GOST engine on id-tc26-gost-3410-12-512-paramSetA
 * and prints the medians of 400 runs in microseconds. Run by gost_engine.sh. */
#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 400 };

static void must(int fine, const char *what) {
    if (fine <= 0) {
        fprintf(stderr, "%s\n", what);
        ERR_print_errors_fp(stderr);
        exit(1);
    }
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report(const char *what, double *times) {
    qsort(times, RUNS, sizeof *times, by_size);
    printf("%s %.1f\n", what, times[RUNS / 2]);
}

int main(void) {
    ENGINE_load_builtin_engines();
    ENGINE *engine = ENGINE_by_id("gost");
    must(engine != NULL && ENGINE_init(engine), "the engine does not start");
    ENGINE_set_default(engine, ENGINE_METHOD_ALL);

    int kind = OBJ_txt2nid("gost2012_512");
    EVP_PKEY_CTX *making = EVP_PKEY_CTX_new_id(kind, engine);
    must(making != NULL, "the engine has no 512-bit keys");
    must(EVP_PKEY_keygen_init(making), "keygen init");
    must(EVP_PKEY_CTX_ctrl_str(making, "paramset", "A"), "paramset");
    EVP_PKEY *key = NULL;
    must(EVP_PKEY_keygen(making, &key), "keygen");

    unsigned char digest[64], signature[128];
    size_t length = sizeof signature;
    for (size_t i = 0; i < sizeof digest; i++) digest[i] = (unsigned char)(i * 7 + 1);

    double signing[RUNS], verifying[RUNS];
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, engine);
    must(EVP_PKEY_sign_init(context), "sign init");
    for (int i = 0; i < RUNS; i++) {
        length = sizeof signature;
        double start = now();
        must(EVP_PKEY_sign(context, signature, &length, digest, sizeof digest), "sign");
        signing[i] = now() - start;
    }
    must(EVP_PKEY_verify_init(context), "verify init");
    for (int i = 0; i < RUNS; i++) {
        double start = now();
        must(EVP_PKEY_verify(context, signature, length, digest, sizeof digest), "verify");
        verifying[i] = now() - start;
    }
    report("sign", signing);
    report("verify", verifying);
    return 0;
}
