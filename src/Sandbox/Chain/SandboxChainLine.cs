using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fulgurite.Sandbox.Chain;

/// <summary>
/// Something that happened on the sandbox chain, as one line of its log: exactly one of address, transaction, block and
/// cut is set.
/// </summary>
/// <param name="Address">The wallet's new address.</param>
/// <param name="Transaction">A transaction that was published, in hex digits.</param>
/// <param name="Label">With a transaction of the wallet's own: what its records say of it.</param>
/// <param name="At">With a transaction: when it was published.</param>
/// <param name="Mined">The height of a block, which took everything that waited.</param>
/// <param name="CutTo">The height down to which blocks were lost; what was in them waits again.</param>
internal sealed record SandboxChainLine(
    string? Address = null,
    string? Transaction = null,
    string? Label = null,
    DateTimeOffset? At = null,
    int? Mined = null,
    int? CutTo = null)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, SandboxChainJson.Default.SandboxChainLine);

    public static SandboxChainLine Parse(ReadOnlySpan<byte> line)
    {
        var read = JsonSerializer.Deserialize(line, SandboxChainJson.Default.SandboxChainLine);
        Invariant.Holds(read is not null, "a line of the sandbox chain's log says what happened");
        return read;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SandboxChainLine))]
internal sealed partial class SandboxChainJson : JsonSerializerContext;
