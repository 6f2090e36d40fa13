using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What is particular to a payment's type and direction.</summary>
[JsonDerivedType(typeof(Bolt11ReceiveData))]
[JsonDerivedType(typeof(Bolt11SendData))]
[JsonDerivedType(typeof(OnChainReceiveData))]
[JsonDerivedType(typeof(Bip21ReceiveData))]
[JsonDerivedType(typeof(OnChainSendData))]
[JsonDerivedType(typeof(KeysendSendData))]
[JsonDerivedType(typeof(Bip21SendData<ReceiptBody>))]
[JsonDerivedType(typeof(Bip21SendData<OnChainOutflowBody>))]
internal abstract record PaymentData;
