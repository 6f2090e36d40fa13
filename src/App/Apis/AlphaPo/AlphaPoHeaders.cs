namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// The two headers of the protocol. Callbacks carry them in exactly this spelling: receivers look them up by case.
/// </summary>
internal static class AlphaPoHeaders
{
    /// <summary>The merchant's public key.</summary>
    public const string Key = "X-Processing-Key";

    /// <summary>The HMAC-SHA512 of the body in lower-case hex; see <see cref="AlphaPoSignature"/>.</summary>
    public const string Signature = "X-Processing-Signature";
}
