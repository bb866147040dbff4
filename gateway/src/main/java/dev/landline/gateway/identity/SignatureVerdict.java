package dev.landline.gateway.identity;

import java.util.Optional;

/** What became of a call's Identity header (RFC 8224 section 6.2). */
public sealed interface SignatureVerdict {

    /** The value of the verstat parameter (3GPP TS 24.229 section 7.2A.20). */
    String verstat();

    /** One sentence for log and page. */
    String sentence();

    /** How far the caller's carrier vouches: A for caller and number, B for the caller, C for neither (RFC 8588). */
    default Optional<String> attestation() {
        return Optional.empty();
    }

    /** Signature, age and numbers are right. */
    record Valid(String attest, String signer) implements SignatureVerdict {
        @Override
        public String verstat() {
            return "TN-Validation-Passed";
        }

        @Override
        public Optional<String> attestation() {
            return Optional.of(attest);
        }

        @Override
        public String sentence() {
            return "The number is signed with attestation " + attest + " by " + signer;
        }
    }

    /** Something in it is wrong: whoever sent the call may not be who it says. */
    record Invalid(String sentence) implements SignatureVerdict {
        @Override
        public String verstat() {
            return "TN-Validation-Failed";
        }
    }

    /** It cannot be judged here: its certificate is not in the folder, or it is of a kind that is not read. */
    record Unknown(String sentence) implements SignatureVerdict {
        @Override
        public String verstat() {
            return "No-TN-Validation";
        }
    }
}
