// What the intake's script needs of other people's work; tools/assets.sh makes one file of it.
export { Encrypter } from "age-encryption";
export { sha256 } from "@noble/hashes/sha2.js";
