using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>What clients branch on.</summary>
/// <param name="Type">The kind of error.</param>
/// <param name="Detail">For people; never branch on it.</param>
/// <param name="Code">The finer kind, where the contract has one.</param>
/// <param name="Context">Facts, where the contract has some.</param>
internal sealed record VoltageErrorBody(
    string Type,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? Context = null);
